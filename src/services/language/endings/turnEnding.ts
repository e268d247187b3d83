/**
 * Whether a caller has finished, by the last words. Log-linear models, learned by `bench/language/endings`: Cantonese says so
 * with its particles (a tenth of all syllables in HKCanCor), English with what its clauses still lack. Other languages have
 * lists of last words. It is one cue of several: pause and intonation are not seen here.
 */
import { traditional } from '../../../lib/hanScript.ts';
import { primarySubtag } from '../../../types/language.ts';
import type { LanguageTag } from '../../../types/language.ts';
import { readingOf } from '../sound.ts';
import { detectFold } from '../cantonese/detectFold.ts';
import cantoneseTable from './cantonese.json' with { type: 'json' };
import { chineseFeatures } from './chineseFeatures.ts';
import mandarinTable from './mandarin.json' with { type: 'json' };
import { englishEnding } from './english.ts';
import { cantoneseEndings, mandarinEndings, wordEndings, type EndingWords } from './words.ts';

export interface TurnEnding {
  /** How likely the turn is over, were half of all reports made at ends: 0 (goes on) to 1 (over); null: nobody can tell. */
  readonly final: number | null;
  /** The words or the mark that told most; null where nothing tells. */
  readonly cue: string | null;
}

const UNKNOWN: TurnEnding = { final: null, cue: null };
const chinese = {
  cantonese: {
    bias: cantoneseTable.bias,
    weights: new Map(Object.entries(cantoneseTable.endings)),
    lists: cantoneseEndings,
  },
  mandarin: {
    bias: mandarinTable.bias,
    weights: new Map(Object.entries(mandarinTable.endings)),
    lists: mandarinEndings,
  },
} as const;
/** English looks back to the beginning of a clause. */
const TAIL = 160;

/** In log odds. Recognisers end every result with a full stop, so it says little; a comma or dots say more. */
const MARKS: readonly (readonly [RegExp, number])[] = [
  [/[,，、:：;；]\s*$/u, -1.5],
  [/(…|\.\.+|—|-|──)\s*$/u, -1.5],
  [/[?？]\s*$/u, 1.2],
  [/[.。!！]\s*$/u, 0.5],
];
/** What a word of the lists is worth. */
const OVER = 1.5;
const MORE = -2.2;
const VALUE_ODDS = 0.8;
/** 七點, 四位, 三月八號: a value is a whole answer on the telephone, which the corpus of chats has few of. */
const VALUE =
  /[一二三四五六七八九十兩廿卅百千半幾0-9](點鐘|點半|點|個字|位|個人|個|號|蚊|元|日|月|歲|樓|次|張|份)$/u;
/** By itself it answers (嗯 is yes), behind other words it is a hesitation. */
const HESITATION = /(?<=\S\s*[,，]?\s*)(嗯|呃|誒|诶|唔|(?<![\p{L}\p{M}])(?:um|uh|er|erm))$/u;

/**
 * @example turnEnding('我想改期，唔該', 'zh-HK') // { final: 0.9, cue: '唔該' }
 * @example turnEnding('I need it because', 'en-US') // { final: 0.1, cue: 'because' }
 */
export function turnEnding(text: string, language: LanguageTag): TurnEnding {
  const tail = lastOf(text).normalize('NFKC').toLowerCase().trim();
  const mark = MARKS.find(([pattern]) => pattern.test(tail));
  const words = tail.replace(/[^\p{L}\p{M}\p{N}\p{Co}]+$/u, '');
  if (words === '') return UNKNOWN;
  const byWords = HESITATION.test(words)
    ? { odds: MORE, cue: HESITATION.exec(words)?.[1] ?? null }
    : oddsOf(words, language);
  const odds = byWords.odds + (mark?.[1] ?? 0);
  const cue = byWords.cue ?? (mark ? tail.slice(words.length).trim() : null);
  return cue === null && byWords.odds === 0 ? UNKNOWN : { final: 1 / (1 + Math.exp(-odds)), cue };
}

/** Whole words, where the script has them. */
function lastOf(text: string): string {
  return text.length <= TAIL ? text : text.slice(-TAIL).replace(/^[\p{L}\p{M}']+\s/u, '');
}

/** A feature that is the last characters themselves. */
const CHARACTERS = /^\^?\p{Script=Han}+$/u;

interface Odds {
  readonly odds: number;
  readonly cue: string | null;
}

function oddsOf(words: string, language: LanguageTag): Odds {
  const isLatin = /[a-z]$/u.test(words);
  switch (readingOf(language)) {
    case 'cantonese':
      return isLatin ? byLast(words, wordEndings['en'], true) : learned(words, 'cantonese');
    case 'mandarin':
      return isLatin ? byLast(words, wordEndings['en'], true) : learned(words, 'mandarin');
    default: {
      const primary = primarySubtag(language);
      if (primary === 'en') return englishEnding(words);
      // These write no spaces, or glue their endings to the word.
      const isSpaced = !['ja', 'ko', 'th'].includes(primary);
      return byLast(words, wordEndings[primary], isSpaced);
    }
  }
}

/** The model's odds; the cue is the list's where it has one, else the ending that weighed most. */
function learned(words: string, variety: keyof typeof chinese): Odds {
  const { bias, weights, lists } = chinese[variety];
  let odds = bias;
  let cue: string | null = null;
  let most = 0.8;
  for (const feature of chineseFeatures(words)) {
    const weight = weights.get(feature) ?? 0;
    odds += weight;
    if (Math.abs(weight) <= most || !CHARACTERS.test(feature)) continue;
    most = Math.abs(weight);
    cue = feature.replace('^', '');
  }
  const listed = byLast(detectFold(traditional(words)), lists, false);
  // A whole reply (唔該) or a connective is sure; the corpus has few of the telephone's.
  if (listed.odds > 0) return { odds: Math.max(odds, listed.odds), cue: listed.cue };
  if (listed.odds < 0) return { odds: odds + listed.odds / 2, cue: listed.cue };
  const [value] = VALUE.exec(traditional(words)) ?? [];
  if (value !== undefined) return { odds: Math.max(odds, VALUE_ODDS), cue: value };
  return { odds, cue };
}

function byLast(words: string, lists: EndingWords | undefined, isSpaced: boolean): Odds {
  if (!lists) return { odds: 0, cue: null };
  const { over, more, alone } = prepared(lists);
  if (alone.has(words)) return { odds: OVER, cue: words };
  const endsIn = (it: string) =>
    words.endsWith(it) && (!isSpaced || !/[\p{L}\p{M}\p{N}']$/u.test(words.slice(0, -it.length)));
  const end = over.find(endsIn) ?? '';
  const onward = more.find(endsIn) ?? '';
  if (end === '' && onward === '') return { odds: 0, cue: null };
  return end.length >= onward.length ? { odds: OVER, cue: end } : { odds: MORE, cue: onward };
}

interface Prepared {
  readonly over: readonly string[];
  readonly more: readonly string[];
  readonly alone: ReadonlySet<string>;
}
const kept = new WeakMap<EndingWords, Prepared>();

/** Longest first. */
function prepared(lists: EndingWords): Prepared {
  const known = kept.get(lists);
  if (known) return known;
  const split = (text: string) => text.split(' ').sort((a, b) => b.length - a.length);
  const made = { over: split(lists.over), more: split(lists.more), alone: new Set(lists.alone?.split(' ')) };
  kept.set(lists, made);
  return made;
}
