/** The words of Hong Kong, Macau and Guangzhou: listed, put in place of each other, and understood as one. */
import { simplified } from '../../../lib/hanScript.ts';
import { isSimplified, spokenLanguage } from '../../../lib/spokenLanguage.ts';
import type { LanguageTag } from '../../../types/language.ts';
import { outsideProtected } from '../register/protected.ts';
import { lexiconEntries } from './lexiconEntries.ts';
import type { LexiconEntry } from './lexiconEntry.ts';

export type CantoneseRegion = 'HK' | 'MO' | 'GZ';

export const regionTags: Readonly<Record<CantoneseRegion, LanguageTag>> = {
  HK: 'zh-HK',
  MO: 'zh-MO',
  GZ: 'yue-CN',
};

const names: Readonly<Record<string, CantoneseRegion>> = {
  'hong kong': 'HK',
  hongkong: 'HK',
  hk: 'HK',
  香港: 'HK',
  macau: 'MO',
  macao: 'MO',
  mo: 'MO',
  澳門: 'MO',
  澳门: 'MO',
  guangzhou: 'GZ',
  canton: 'GZ',
  guangdong: 'GZ',
  gz: 'GZ',
  cn: 'GZ',
  廣州: 'GZ',
  广州: 'GZ',
  廣東: 'GZ',
  广东: 'GZ',
};

/**
 * The region of a name as `optimizations.dialectSupport` has it, or of a tag of Cantonese.
 *
 * @example cantoneseRegion('Macau') // 'MO'
 * @example cantoneseRegion('yue-CN') // 'GZ'
 */
export function cantoneseRegion(nameOrTag: string): CantoneseRegion | undefined {
  const name = nameOrTag.trim().toLowerCase();
  if (Object.hasOwn(names, name)) return names[name];
  const { language, region } = spokenLanguage(nameOrTag);
  if (language !== 'yue') return undefined;
  return region === 'CN' ? 'GZ' : region === 'MO' ? 'MO' : 'HK';
}

/** The tags of the regions that are named, in their order; names that are not Cantonese regions are left out. */
export function dialectTags(dialectSupport: readonly string[]): LanguageTag[] {
  const regions = dialectSupport.flatMap((name) => cantoneseRegion(name) ?? []);
  return [...new Set(regions)].map((region) => regionTags[region]);
}

export interface RegionalWord {
  /** In English. */
  readonly concept: string;
  /** The usual word first; simplified characters for Guangzhou. */
  readonly words: readonly string[];
  /** Letters of `lexiconEntry.ts`. */
  readonly source: string;
  /** False: `U`, a native speaker has yet to read it. */
  readonly checked: boolean;
}

/** What a region says. */
export function regionalWords(region: CantoneseRegion): RegionalWord[] {
  return lexiconEntries.map((entry) => ({
    concept: entry.concept,
    words: formsOf(entry, region).map(region === 'GZ' ? simplified : (word) => word),
    source: entry.source,
    checked: !entry.source.split(',').includes('U'),
  }));
}

/**
 * A line or a template for callers of the region: its usual words in place of those of the other two, of Mainland Mandarin
 * and of Taiwan, and simplified characters for Guangzhou. Values to fill in, markup and addresses stay as they are.
 * What means several things stays too, so a person reads the result before callers hear it.
 *
 * @example toRegion('的士喺巴士站隔籬', 'GZ') // 的士喺公交车站隔篱
 */
export function toRegion(text: string, region: CantoneseRegion): string {
  return outsideProtected(text, (piece) => {
    const worded = replaced(piece, said[region]);
    return region === 'GZ' ? simplified(worded) : worded;
  });
}

/**
 * One word for each thing, whichever region's was said, in traditional characters: for comparing what a caller said with
 * what a flow expects, both through this. The rest of the text keeps its characters.
 *
 * @example understandRegion('我要出租车') === understandRegion('我要的士')
 */
export function understandRegion(text: string): string {
  return replaced(text, heard);
}

/** A phrase as callers from other regions would word it, in the script of the language, without the phrase itself. */
export function otherWordings(
  phrase: string,
  language: LanguageTag,
  dialectSupport: readonly string[],
): string[] {
  if (spokenLanguage(language).language !== 'yue') return [];
  const regions = dialectSupport.flatMap((name) => cantoneseRegion(name) ?? []);
  const written = isSimplified(language) ? simplified : (text: string) => text;
  const wordings = regions.map((region) => written(replaced(phrase, said[region])));
  return [...new Set(wordings)].filter((wording) => simplified(wording) !== simplified(phrase));
}

/** Both by simplified characters: texts come in either script, and words and their surroundings are compared in one. */
interface Replacement {
  readonly pattern: RegExp;
  readonly words: ReadonlyMap<string, string>;
}

/** Offsets hold for the text too, since characters are simplified one by one. */
function replaced(text: string, { pattern, words }: Replacement): string {
  let out = '';
  let from = 0;
  for (const { 0: form, index } of simplified(text).matchAll(pattern)) {
    out += text.slice(from, index) + (words.get(form) ?? form);
    from = index + form.length;
  }
  return out + text.slice(from);
}

function formsOf({ hk, mo, gz }: LexiconEntry, region: CantoneseRegion): readonly string[] {
  return { HK: hk, MO: mo, GZ: gz }[region];
}

function allForms(entry: LexiconEntry): string[] {
  const { hk, mo, gz, others = [], ambiguous = [] } = entry;
  return [...new Set([...hk, ...mo, ...gz, ...others])].filter((form) => !ambiguous.includes(form));
}

/** Longest form first: 士多啤梨 before 士多. The usual word is found too and stays, so that nothing inside it is taken. */
function replacement(wordOf: (entry: LexiconEntry) => string | undefined): Replacement {
  const words = new Map<string, string>();
  const sources = new Map<string, string>();
  for (const entry of lexiconEntries) {
    const word = wordOf(entry);
    if (word === undefined) continue;
    for (const form of allForms(entry)) {
      words.set(simplified(form), word);
      sources.set(simplified(form), simplified(entry.only?.[form] ?? form));
    }
  }
  const longestFirst = [...sources].sort(([a], [b]) => b.length - a.length);
  return { pattern: new RegExp(longestFirst.map(([, source]) => source).join('|'), 'gu'), words };
}

function saidIn(region: CantoneseRegion): Replacement {
  return replacement((entry) => (entry.heardOnly === true ? undefined : formsOf(entry, region)[0]));
}

const said: Readonly<Record<CantoneseRegion, Replacement>> = {
  HK: saidIn('HK'),
  MO: saidIn('MO'),
  GZ: saidIn('GZ'),
};
const heard = replacement(({ hk: [usual] }) => usual);
