/**
 * How well Cantonese is told from written Chinese and Mandarin: HKCanCor turns against CPP and DataBaker sentences in Hong
 * Kong characters (opencc cn → hk), the sets of the language study 2.1; further sets say whether it leans on one corpus.
 */
import { createRequire } from 'node:module';
import type * as OpenCC from 'opencc-js';
import { detectChinese } from '../../src/services/language/cantonese/detect.ts';
import type { ChineseVariety } from '../../src/services/language/cantonese/detect.ts';
import { rowsOf } from './rows.ts';

const HAN = /[\p{Script=Han}\p{Co}]/gu;
const hanCount = (text: string) => text.match(HAN)?.length ?? 0;

export interface VarietyRates {
  readonly texts: number;
  /** Percent. */
  readonly cantonese: number;
  readonly neutral: number;
  readonly mixed: number;
  readonly mandarin: number;
}

function rates(texts: readonly string[]): VarietyRates {
  const counts: Record<ChineseVariety, number> = { cantonese: 0, neutral: 0, mixed: 0, mandarin: 0 };
  for (const text of texts) counts[detectChinese(text).variety] += 1;
  const share = (count: number) => round((100 * count) / Math.max(1, texts.length));
  return {
    texts: texts.length,
    cantonese: share(counts.cantonese),
    neutral: share(counts.neutral),
    mixed: share(counts.mixed),
    mandarin: share(counts.mandarin),
  };
}

const round = (value: number) => Math.round(value * 100) / 100;

export async function detection({ data, half }: { readonly data: string; readonly half?: string }) {
  const rows = (name: string) => rowsOf(data, name, half);
  const hongKong = (createRequire(import.meta.url)('opencc-js') as typeof OpenCC).Converter({
    from: 'cn',
    to: 'hk',
  });
  const text = (row: Readonly<Record<string, unknown>>) => String(row['text']);
  const turns = rows('hkcancor').map(text);
  const cpp = rows('cpp_pinyin').map((row) => hongKong(text(row)));
  const dataBaker = rows('bznsyp_pinyin').map((row) => hongKong(text(row)));
  const pairs = rows('asr_pairs').filter((row) => row['dataset'] === 'common_voice_17_0');
  const heardBy = (system: string, side: 'ref' | 'hyp') =>
    pairs.filter((row) => row['system'] === system).map((row) => String(row[side]));
  const clauses = (texts: readonly string[]) =>
    texts
      .flatMap((it) => it.split(/[^\p{Script=Han}\p{Co}]+/u))
      .filter((it) => it !== '' && hanCount(it) < 5);

  const whole = turns.filter((it) => hanCount(it) >= 5);
  const found = whole.filter((it) => detectChinese(it).variety === 'cantonese').length;
  const mistaken = [...cpp, ...dataBaker].filter((it) => detectChinese(it).variety === 'cantonese').length;
  return {
    recall: round((100 * found) / whole.length),
    precision: round((100 * found) / (found + mistaken)),
    counts: { turns: whole.length, found, others: cpp.length + dataBaker.length, mistaken },
    sets: {
      hkcancor: rates(whole),
      hkcancorShort: rates(turns.filter((it) => hanCount(it) > 0 && hanCount(it) < 5)),
      cpp: rates(cpp),
      dataBaker: rates(dataBaker),
      othersShort: rates(clauses([...cpp, ...dataBaker])),
      commonVoiceReferences: rates(heardBy('sensevoice_small', 'ref').filter((it) => hanCount(it) >= 5)),
      commonVoiceSenseVoice: rates(heardBy('sensevoice_small', 'hyp').filter((it) => hanCount(it) >= 5)),
      commonVoiceWhisper: rates(
        heardBy('whisper_large_v2_cantonese_scrya', 'hyp').filter((it) => hanCount(it) >= 5),
      ),
      wordsHkSentences: rates(
        rows('wordshk')
          .filter((row) => row['kind'] === 'sentence')
          .map(text)
          .filter((it) => hanCount(it) >= 5),
      ),
    },
    microsecondsPerSentence: round(microseconds(whole)),
  };
}

const RUNS = 5;

/** The best of some runs: the machine has other work. */
function microseconds(texts: readonly string[]): number {
  let best = Infinity;
  for (let run = 0; run < RUNS; run += 1) {
    const began = performance.now();
    for (const text of texts) detectChinese(text);
    best = Math.min(best, performance.now() - began);
  }
  return (1_000 * best) / Math.max(1, texts.length);
}
