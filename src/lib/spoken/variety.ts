/** Which Chinese a tag means: what is spoken, where, and in which characters it is written. */
import { primarySubtag, type LanguageTag } from '../../types/language.ts';
import { simplified } from '../hanScript.ts';

export interface Chinese {
  readonly spoken: 'cantonese' | 'mandarin';
  /** CN with Cantonese is Guangzhou. */
  readonly place: 'HK' | 'MO' | 'CN' | 'TW';
  readonly script: 'Hant' | 'Hans';
}

/** Null for what is not Chinese. */
export function chineseOf(tag: LanguageTag): Chinese | null {
  const primary = primarySubtag(tag);
  if (!['zh', 'yue', 'cmn', 'wuu'].includes(primary)) return null;
  const parts = tag.split('-');
  const has = (part: string) => parts.includes(part);
  const cantonese = primary === 'yue' || (primary === 'zh' && (has('HK') || has('MO')));
  const traditional = has('Hant') || (!has('Hans') && (cantonese ? !has('CN') : has('TW')));
  const place = has('MO') ? 'MO' : has('CN') || !traditional ? 'CN' : cantonese ? 'HK' : 'TW';
  return {
    spoken: cantonese ? 'cantonese' : 'mandarin',
    place: has('HK') ? 'HK' : place,
    script: traditional ? 'Hant' : 'Hans',
  };
}

/** Sentences are made in traditional characters; this is their form for the reader. */
export function written(text: string, { script }: Chinese): string {
  return script === 'Hans' ? simplified(text) : text;
}
