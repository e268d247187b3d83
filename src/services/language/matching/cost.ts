/**
 * What it costs to hear one unit for another: 0 the same, 1 as good as anything. The rules and how far they are merged in
 * Hong Kong speech are those of `lazy_sound_rules` (rime-cantonese's fuzzy rules, PolyU; tones after Fung & Lee 2019).
 */
import type { Reading } from '../sound.ts';
import type { Unit } from './units.ts';

export interface Cost {
  /** Of initial and final, 0 to 1. */
  readonly sound: number;
  /** Of the tone, 0 to 1. */
  readonly tone: number;
}

/** What it costs to take the first for the second. */
type Table = ReadonlyMap<string, ReadonlyMap<string, number>>;

const NOTHING: Cost = { sound: 0, tone: 0 };
const ALL: Cost = { sound: 1, tone: 0 };

/** Merged for most speakers. */
export const MERGED = 0.05;
/** Common, not general. */
export const COMMON = 0.1;
/** Rare, or confused by recognisers rather than speakers. */
export const RARE = 0.3;

/** Each line: cost, then pairs that are taken for each other. */
function table(...lines: readonly (readonly [cost: number, pairs: string])[]): Table {
  const out = new Map<string, Map<string, number>>();
  const set = (from: string, to: string, cost: number) => {
    const costs = out.get(from) ?? new Map<string, number>();
    if (!costs.has(to)) costs.set(to, cost);
    out.set(from, costs);
  };
  for (const [cost, pairs] of lines) {
    for (const pair of pairs.split(' ')) {
      const [a = '', b = ''] = pair.split('/');
      set(a, b, cost);
      set(b, a, cost);
    }
  }
  return out;
}

const INITIALS: Readonly<Record<Reading, Table>> = {
  cantonese: table([MERGED, 'n/l ng/']),
  mandarin: table([COMMON, 'zh/z ch/c sh/s n/l'], [RARE, 'f/h r/l']),
};

const FINALS: Readonly<Record<Reading, Table>> = {
  cantonese: table(
    [MERGED, 'ng/m'],
    [COMMON, 'ang/an aang/aan ong/on ak/at aak/aat ok/ot'],
    [RARE, 'ing/in ung/un eng/en oeng/oen ik/it uk/ut ek/et oek/oet'],
    [RARE, 'am/an aam/aan im/in ap/at aap/aat ip/it'],
    [RARE, 'aa/a aai/ai aau/au aam/am aan/an aang/ang aap/ap aat/at aak/ak'],
    [RARE, 'eng/ing ek/ik ou/o eoi/ui'],
  ),
  mandarin: table([COMMON, 'ing/in eng/en ang/an iang/ian uang/uan'], [RARE, 'ong/eng uo/o ie/ei']),
};

/** Pairs of which one may be heard for the other; g and gw, k and h in some words only. */
export function mergers(
  reading: Reading,
): Readonly<Record<'initials' | 'finals', (readonly [string, string])[]>> {
  const pairs = (costs: Table) =>
    [...costs].flatMap(([from, others]) => [...others.keys()].map((to) => [from, to] as const));
  const initials = pairs(INITIALS[reading]);
  return {
    initials: reading === 'cantonese' ? [...initials, ['g', 'gw'], ['k', 'h']] : initials,
    finals: pairs(FINALS[reading]),
  };
}

const TONES: Readonly<Record<Reading, Table>> = {
  cantonese: table([0.1, '2/5 3/6'], [0.2, '4/6']),
  mandarin: table([0.1, '5/1 5/2 5/3 5/4 0/1 0/2 0/3 0/4 0/5']),
};
const OTHER_TONE = 0.4;

/** 買 and 賣 are one syllable apart by tone alone and mean opposite things: no length of text excuses that. */
const OPPOSITES = new Set(['买卖', '卖买']);

/** Figures, 買 and 賣 are never mistaken for anything. */
export function isNeverTaken(a: Unit, b: Unit): boolean {
  if (a.text === b.text) return false;
  return a.kind === 'figure' || b.kind === 'figure' || OPPOSITES.has(a.text + b.text);
}

export function unitCost(a: Unit, b: Unit, reading: Reading | null): Cost {
  if (a.text === b.text) return NOTHING;
  if (a.class !== b.class || isNeverTaken(a, b)) return ALL;
  if (a.kind !== b.kind || reading === null || a.kind === 'word') return { sound: wordCost(a, b), tone: 0 };
  const initial = initialCost(a, b, reading);
  if (initial >= 1) return ALL;
  const sound = Math.min(1, initial + partCost(a.final, b.final, FINALS[reading]));
  return { sound, tone: toneCost(a.tone, b.tone, reading) };
}

function initialCost(a: Unit, b: Unit, reading: Reading): number {
  if (a.initial === b.initial) return 0;
  if (reading === 'cantonese') {
    // 國 = 角, 廣 = 港: before o only.
    const isRounded = a.final.startsWith('o') && !a.final.startsWith('oe');
    if (isRounded && (a.initial + b.initial === 'gwg' || a.initial + b.initial === 'ggw')) return MERGED;
    // 佢 keoi5 is said heoi5 by many; no other word with k is.
    if (a.text === '佢' || b.text === '佢')
      return a.initial + b.initial === 'kh' || a.initial + b.initial === 'hk' ? COMMON : 1;
  }
  return partCost(a.initial, b.initial, INITIALS[reading]);
}

function partCost(a: string, b: string, costs: Table): number {
  return a === b ? 0 : (costs.get(a)?.get(b) ?? 1);
}

function toneCost(a: string, b: string, reading: Reading): number {
  return a === b ? 0 : (TONES[reading].get(a)?.get(b) ?? OTHER_TONE);
}

/** Words by their phonetic key, letter by letter. */
function wordCost(a: Unit, b: Unit): number {
  if (a.kind !== b.kind) return 1;
  if (a.final === b.final) return MERGED;
  const longest = Math.max(a.final.length, b.final.length);
  return Math.min(1, (1.6 * lettersApart(a.final, b.final)) / longest);
}

function lettersApart(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
