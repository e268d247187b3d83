/**
 * Matching by sound. Found: Common Voice sentences that `sameSound` calls the same as what a recogniser wrote for them
 * (language study 2.4; without the sets mixed_cantonese_and_english and wordshk_hiujin). Price: the share of words that it
 * calls the same as some other word of one list, by syllables (the words of words.hk and OpenCC's phrases; single
 * syllables: their characters), and sentences of Common Voice, of each other.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { jyutping } from '../../src/services/language/dictionaries.ts';
import { unifySpelling } from '../../src/services/language/cantonese/spelling.ts';
import { matchBySound, sameSound } from '../../src/services/language/matching/index.ts';
import { simplified } from '../../src/lib/hanScript.ts';
import { rowsOf } from './rows.ts';

const LANGUAGE = 'zh-HK';
const LEFT_OUT = new Set(['mixed_cantonese_and_english', 'wordshk_hiujin']);
const MAX_SYLLABLES = 4;

interface Pair {
  readonly set: string;
  readonly said: string;
  readonly heard: string;
}

const percent = (part: number, whole: number) =>
  whole === 0 ? 0 : Math.round((10_000 * part) / whole) / 100;

export async function matching({ data, half }: { readonly data: string; readonly half?: string }) {
  const pairs = rowsOf(data, 'asr_pairs', half)
    .filter((row) => !LEFT_OUT.has(String(row['dataset'])))
    .map((row) => ({
      set: `${String(row['dataset'])}/${String(row['system'])}`,
      said: String(row['ref']),
      heard: String(row['hyp']),
    }));
  const goal = pairs.filter((it) => it.set === 'common_voice_17_0/sensevoice_small');
  const words = rowsOf(data, 'wordshk', half)
    .filter((row) => row['kind'] === 'word')
    .map((row) => String(row['text']));
  const list = [...words, ...openccPhrases()];
  const sentences = goal.map((it) => it.said);
  return {
    commonVoiceSenseVoice: found(goal),
    sets: Object.fromEntries([...Map.groupBy(pairs, (it) => it.set)].map(([set, its]) => [set, found(its)])),
    falseMatches: falseWords([...new Set([...list, ...words.join('')])]),
    falseSentences: falseSentences(sentences),
    menu: menu(goal),
  };
}

function found(pairs: readonly Pair[]) {
  const same = pairs.filter((it) => sameSound(it.said, it.heard, LANGUAGE)).length;
  const equal = pairs.filter((it) => bare(it.said) === bare(it.heard)).length;
  return {
    sentences: pairs.length,
    same,
    percent: percent(same, pairs.length),
    byCharacters: percent(equal, pairs.length),
  };
}

/** Characters alone, in one script. */
const bare = (text: string) =>
  simplified(
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ''),
  );

/** Phrases of which some character has two traditional forms: 49,000, in Hong Kong's or Taiwan's. */
function openccPhrases(): string[] {
  const entry = createRequire(import.meta.url).resolve('opencc-js');
  const file = join(entry.slice(0, entry.lastIndexOf('dist')), 'dist/esm-lib/dict/STPhrases.js');
  const [, table = ''] = /"(.*)"/su.exec(readFileSync(file, 'utf8').replaceAll("'", '"')) ?? [];
  return table.split('|').map((it) => it.split(' ')[1] ?? '');
}

/** A word spelt in another way is no other word. */
const spelling = (word: string) => simplified(unifySpelling(word));

function syllables(word: string): string[] {
  return jyutping(unifySpelling(word)).flatMap(([, reading]) => reading?.split(' ') ?? ['?']);
}

/** Share of words that are the same as another word of the list, by what calls them the same. */
function falseWords(list: readonly string[]) {
  const bySpelling = new Map(
    list.filter((it) => /^\p{Script=Han}+$/u.test(it)).map((it) => [spelling(it), it]),
  );
  const words = [...bySpelling.values()].map((word) => ({ word, syllables: syllables(word) }));
  const out: Record<string, unknown> = {};
  for (let size = 1; size <= MAX_SYLLABLES; size += 1) {
    const sized = words.filter((it) => it.syllables.length === size && !it.syllables.includes('?'));
    const exact = sharing(sized, (it) => it.syllables.join(' '));
    const toneFree = sharing(sized, (it) => it.syllables.join(' ').replace(/\d/g, ''));
    const lazyToneFree = sharing(sized, lazy);
    const ours = sharing(
      sized,
      (it) => it.syllables.map(loosest).join(' '),
      (a, b) => sameSound(a, b, LANGUAGE),
    );
    out[`syllables${size}`] = {
      words: sized.length,
      sameSound: percent(ours, sized.length),
      exactJyutping: percent(exact, sized.length),
      toneFree: percent(toneFree, sized.length),
      lazyToneFree: percent(lazyToneFree, sized.length),
    };
  }
  return out;
}

interface Word {
  readonly word: string;
  readonly syllables: readonly string[];
}

/** Every fuzzy rule of rime-cantonese at once, no tones: what a matcher without costs would do. */
function lazy({ syllables }: Word): string {
  return syllables
    .map((it) =>
      it
        .replace(/\d/, '')
        .replace(/^n(?!g)/, 'l')
        .replace(/^ng(?=[aeiou])/, '')
        .replace(/^([gk])wo/, '$1o')
        .replace(/^ng$/, 'm')
        .replace(/ng$/, 'n')
        .replace(/k$/, 't'),
    )
    .join(' ');
}

/** Coarser than any rule of the matcher, only to have few words to compare with each other. */
function loosest(syllable: string): string {
  return syllable
    .replace(/\d/, '')
    .replace(/^(ng|[nl])(?=[aeiou])/, 'l')
    .replace(/^(?=[aeiou])/, 'l')
    .replace(/^[gk]w?|^h/, 'g')
    .replace(/^ng$/, 'm')
    .replace(/[aeiou]+/, 'a')
    .replace(/(ng|[mn])$/, 'n')
    .replace(/[ptk]$/, 't');
}

/** How many words share a key (and agree by `isSame`) with another. */
function sharing(
  words: readonly Word[],
  key: (word: Word) => string,
  isSame?: (a: string, b: string) => boolean,
): number {
  let count = 0;
  for (const group of Map.groupBy(words, key).values()) {
    if (group.length < 2) continue;
    count +=
      isSame === undefined
        ? group.length
        : group.filter((a) => group.some((b) => a !== b && isSame(a.word, b.word))).length;
  }
  return count;
}

function falseSentences(list: readonly string[]) {
  const sentences = [...new Map(list.map((it) => [spelling(bare(it)), it])).values()];
  const bySize = Map.groupBy(sentences, (it) => it.length);
  let mistaken = 0;
  for (const [size, ones] of bySize) {
    const near = [size - 1, size, size + 1].flatMap((it) => bySize.get(it) ?? []);
    for (const one of ones) if (near.some((it) => it !== one && sameSound(one, it, LANGUAGE))) mistaken += 1;
  }
  return { sentences: sentences.length, mistaken, percent: percent(mistaken, sentences.length) };
}

const MENU = 20;

/** Each recognised sentence against a menu of twenty, the one said among them; and against a menu without it. */
function menu(pairs: readonly Pair[]) {
  const tally = { right: 0, wrong: 0, none: 0, mistakenWhereAbsent: 0 };
  const options = pairs.map(({ said }, id) => ({ id: String(id), phrases: [said] }));
  let elapsedMs = 0;
  for (const [i, { heard }] of pairs.entries()) {
    const list = Array.from({ length: MENU }, (_, k) => options[(i + k * 37) % options.length]!);
    matchBySound(heard, list, LANGUAGE);
    const began = performance.now();
    const match = matchBySound(heard, list, LANGUAGE);
    elapsedMs += performance.now() - began;
    const isSaid = match !== null && bare(pairs[Number(match.id)]!.said) === bare(pairs[i]!.said);
    tally[match === null ? 'none' : isSaid ? 'right' : 'wrong'] += 1;
    const others = list.slice(1).filter(({ phrases }) => bare(phrases[0] ?? '') !== bare(pairs[i]!.said));
    if (matchBySound(heard, others, LANGUAGE) !== null) tally.mistakenWhereAbsent += 1;
  }
  return {
    utterances: pairs.length,
    options: MENU,
    right: percent(tally.right, pairs.length),
    wrong: percent(tally.wrong, pairs.length),
    none: percent(tally.none, pairs.length),
    mistakenWhereAbsent: percent(tally.mistakenWhereAbsent, pairs.length),
    millisecondsPerUtterance: Math.round((1_000 * elapsedMs) / Math.max(1, pairs.length)) / 1_000,
  };
}
