/** What callers say, by what they are asked. */
import { repertoire, type BenchLanguage } from '../cache/flowsIntents.ts';
import { noisy, zipf } from '../cache/flowsNoise.ts';
import type { Random } from '../../src/types/clock.ts';
import { callerModel, type Subject } from './callerModel.ts';
import { pick } from './draw.ts';

export type { BenchLanguage } from '../cache/flowsIntents.ts';

/** Tokens: a word, or a Chinese character. `meaning`: what the oracle knows it by. */
export interface Wording {
  readonly tokens: readonly string[];
  readonly meaning: string | null;
  /** What may follow after a pause, in a closed turn. */
  readonly after?: readonly string[];
}

const han = (language: BenchLanguage) => language === 'zh-HK';
const repertoires = { 'en-US': repertoire('en-US'), 'zh-HK': repertoire('zh-HK') };

const yesNo = {
  'en-US': [
    ['yes', 'that is right'],
    ['no', 'thank you'],
    ['yes please', 'if you can'],
    ['yeah', 'please'],
    ['no thanks', 'not today'],
  ],
  'zh-HK': [
    ['係', '冇錯'],
    ['唔係', '唔該'],
    ['係呀', '唔該晒'],
    ['好呀', '麻煩你'],
    ['唔使喇', '多謝'],
  ],
} as const;
const choices = {
  'en-US': [
    ['appointments', 'please'],
    ['prescriptions', 'thank you'],
    ['my bill', 'please'],
    ['a person', 'if I may'],
  ],
  'zh-HK': [
    ['預約', '唔該'],
    ['藥物', '多謝'],
    ['賬單', '唔該'],
    ['職員', '麻煩你'],
  ],
} as const;
const dates = {
  'en-US': [
    'tomorrow',
    'next tuesday',
    'on friday',
    'the third of december',
    'monday the fifth of october',
    'the day after tomorrow',
  ],
  'zh-HK': ['聽日', '下星期二', '星期五', '十二月三號', '十月五號', '後日'],
} as const;
const digitWords = {
  'en-US': 'zero one two three four five six seven eight nine'.split(' '),
  'zh-HK': [...'零一二三四五六七八九'],
} as const;
/** A subscriber's number with what comes before it: ten figures in the United States, eight in Hong Kong. */
const phoneDigits = { 'en-US': 10, 'zh-HK': 8 } as const;
const fillerWords = { 'en-US': ['um', 'uh', 'well'], 'zh-HK': ['呃', '嗯', '即係'] } as const;

const storyEnglish: readonly (readonly string[])[] = [
  [
    'i saw the doctor last week',
    'my mother was with you on monday',
    'i came in about ten days ago',
    'we spoke on the telephone before',
  ],
  [
    'because my back was hurting',
    'about the cough that my son has had',
    'with a rash on my left arm',
    'since my knee had swollen up',
  ],
  [
    'and he gave me some tablets to take twice a day',
    'and they took blood and told me to wait',
    'and somebody said that a letter would come',
    'and i was told to rest for a while',
  ],
  [
    'but it has not become any better since then',
    'but i still have not heard anything',
    'but now the other side has started as well',
    'but last night it was worse again',
  ],
  [
    'so i wanted to ask whether i should come back',
    'so i would like to know what to do next',
    'so i am not sure if that is normal',
    'so i thought that i had better call you',
  ],
];
const storyCantonese: readonly (readonly string[])[] = [
  ['我上個禮拜嚟睇過醫生', '我媽咪星期一喺你哋度睇症', '我大概十日前嚟過'],
  ['因為我個背脊好痛', '個仔咳咗成兩個禮拜', '我隻左手出咗啲疹'],
  ['醫生畀咗啲藥我一日食兩次', '佢幫我抽咗血叫我等', '姑娘話會寄封信畀我'],
  ['但係到而家都仲未好返', '但係一直都收唔到消息', '但係尋晚又再痛得犀利咗'],
  ['所以我想問下使唔使再嚟睇', '所以想知道跟住應該點做', '所以打嚟問下你哋'],
];
const storySwitched: readonly (readonly string[])[] = [
  ['我上個禮拜 book 咗個 appointment', '我 Monday 嚟做過 check up'],
  ['因為我個 shoulder 好痛', '個仔啲 allergy 又發作'],
  ['醫生 prescribe 咗啲 antibiotics 畀我', '佢話個 report 會 email 畀我'],
  ['但係到而家都仲未 ready', '但係我個 app 收唔到 notification'],
  ['所以想 check 下個 result 幾時有', '所以想 confirm 下使唔使 reschedule'],
];

const allDigits: ReadonlySet<string> = new Set([...digitWords['en-US'], ...digitWords['zh-HK']]);

export function isDigit(word: string): boolean {
  return allDigits.has(word);
}

/** The figure that a word is, whatever its language. */
export function figureOf(word: string): number {
  return Math.max(...Object.values<readonly string[]>(digitWords).map((figures) => figures.indexOf(word)));
}

export function fillerOf(language: BenchLanguage, random: Random): string {
  return pick(random, fillerWords[language]);
}

export function wordsFor(subject: Subject, language: BenchLanguage, random: Random): Wording {
  switch (subject) {
    case 'yes-no':
    case 'choice': {
      const [said = '', after = ''] = pick<readonly string[]>(
        random,
        (subject === 'yes-no' ? yesNo : choices)[language],
      );
      return { tokens: tokensOf(said), meaning: null, after: tokensOf(after) };
    }
    case 'digits':
    case 'phone':
      return {
        tokens: digits(subject === 'digits' ? 4 : phoneDigits[language], language, random),
        meaning: null,
      };
    case 'date-time':
      return { tokens: tokensOf(pick<string>(random, dates[language])), meaning: null };
    case 'story':
      return { tokens: tokensOf(story(language, random)), meaning: null };
    case 'goodbye':
      return fromRepertoire('done', language, random);
    case 'question': {
      const { ids } = repertoires[language];
      const asked = ids.filter((id) => id !== 'mine');
      return fromRepertoire(asked[zipf(asked.length)(() => random.next())] ?? 'hours', language, random);
    }
  }
}

function fromRepertoire(id: string, language: BenchLanguage, random: Random): Wording {
  const { early, late } = repertoires[language];
  const words = pick(random, [...(early.get(id) ?? []), ...(late.get(id) ?? [])]);
  return { tokens: tokensOf(noisy(words, language, () => random.next()).trim()), meaning: id };
}

function digits(count: number, language: BenchLanguage, random: Random): string[] {
  // Telephone numbers of Hong Kong begin with 2 to 9.
  return Array.from({ length: count }, (_, at) => {
    const digit = Math.floor(random.next() * 10);
    return digitWords[language][at === 0 && digit < 2 ? digit + 5 : digit] ?? '';
  });
}

function story(language: BenchLanguage, random: Random): string {
  const switched = han(language) && random.next() < callerModel.mix.codeSwitching;
  const parts = han(language) ? (switched ? storySwitched : storyCantonese) : storyEnglish;
  return parts.map((part) => pick(random, part)).join(' ');
}

export function tokensOf(text: string): string[] {
  return text.match(/\p{Script=Han}|[^\s\p{Script=Han}]+/gu) ?? [];
}

export function isWide(token: string): boolean {
  return /\p{Script=Han}/u.test(token);
}

/** Tokens as a text: spaces where the script has them. */
export function joinTokens(tokens: readonly string[]): string {
  return tokens.reduce((text, token, at) => {
    const before = tokens[at - 1];
    return before === undefined || (isWide(before) && isWide(token)) ? text + token : `${text} ${token}`;
  }, '');
}
