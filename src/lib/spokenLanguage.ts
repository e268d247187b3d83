/**
 * What is spoken under a tag, which is not always what its first letters say: `zh-HK` and `zh-MO` are Cantonese, other `zh` is
 * Mandarin, and Tagalog has two names.
 */

export interface SpokenLanguage {
  /** `yue`, `cmn`, `fil`, else the primary subtag in small letters; `''` where there is none. */
  readonly language: string;
  /** In capitals. For Chinese always there: of the script, where the tag has none (`yue-Hans` CN, `zh-Hant` TW). */
  readonly region: string | undefined;
}

/** @param tag any text; tags of BCP 47 in any case, with `-` or `_` */
export function spokenLanguage(tag: string): SpokenLanguage {
  const [primary = '', ...rest] = tag.slice(0, 35).toLowerCase().split(/[-_]/);
  const region = rest.find((part) => /^([a-z]{2}|\d{3})$/.test(part))?.toUpperCase();
  const script = rest.find((part) => /^han[st]$/.test(part));
  switch (primary) {
    case 'yue':
      return { language: 'yue', region: region ?? (script === 'hans' ? 'CN' : 'HK') };
    case 'zh':
      if (region === 'HK' || region === 'MO') return { language: 'yue', region };
      return { language: 'cmn', region: region ?? (script === 'hant' ? 'TW' : 'CN') };
    case 'cmn':
      return { language: 'cmn', region: region ?? (script === 'hant' ? 'TW' : 'CN') };
    case 'tl':
      return { language: 'fil', region };
    default:
      return { language: /^[a-z]{2,3}$/.test(primary) ? primary : '', region };
  }
}

/** Whether what is written for it is written in simplified characters. */
export function isSimplified(tag: string): boolean {
  const { language, region } = spokenLanguage(tag);
  if (language === 'yue') return region === 'CN' || /hans/i.test(tag);
  return language === 'cmn' && region !== 'TW' && region !== 'HK' && region !== 'MO' && !/hant/i.test(tag);
}
