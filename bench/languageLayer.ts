/**
 * The language layer on the sets of `WEAVER_DATA`: readings and tones, Cantonese told from written Chinese, matching by sound,
 * ends of turns, cost. Files are found by their first name (`hkcancor.*.jsonl`), so that any half may lie there.
 * docs/languages.md explains every figure.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { benchCantonese } from './language/cantonese.ts';
import { detection } from './language/detection.ts';
import { endings } from './language/endings.ts';
import { matching } from './language/matching.ts';
import { tones } from './language/tones.ts';
import { goal, runIfMain, type BenchOptions, type Goal } from './frame.ts';

const parts = ['cantonese', 'tones', 'detection', 'matching', 'endings'] as const;

export const language = {
  name: 'language',
  description: 'the language layer: readings and tones, detection, matching by sound, and what they cost',
  options: {
    half: 'only files of this half, such as dev (all)',
    only: `one part: ${parts.join(', ')}`,
  },
  async run({ values, note }: BenchOptions) {
    const data = dataFolder();
    const { half, only } = values;
    const trainedOn = 'HKCanCor dev (readings, detection, endings), CPP dev (Mandarin polyphones, detection)';
    const conditions = { data: data === null ? 'absent' : 'present', half: half ?? 'all', trainedOn };
    if (data === null) {
      note('WEAVER_DATA has no folder language: there is nothing to measure on.');
      return { conditions, results: {}, goals: [] };
    }
    const where = { data, ...(half === undefined ? {} : { half }) };
    const results: Record<string, unknown> = {};
    const goals: Goal[] = [];
    for (const part of parts) {
      if (only !== undefined && only !== part) continue;
      note(part);
      const measured = await measure[part](where);
      results[part] = measured.results;
      goals.push(...measured.goals);
    }
    return { conditions, results, goals };
  },
};

interface Where {
  readonly data: string;
  readonly half?: string;
}

interface Measured {
  readonly results: unknown;
  readonly goals: readonly Goal[];
}

const measure: Readonly<Record<(typeof parts)[number], (where: Where) => Promise<Measured>>> = {
  async cantonese(where) {
    const results = await benchCantonese(where);
    const { hkcancor, wordshk, cantomap, usPerCharacter, loadMs, rssMb } = results;
    const goals = [
      goal('HKCanCor, exact', '>=', 97, hkcancor?.exactPercent ?? null, '% of syllables'),
      goal('HKCanCor, tone', '>=', 98, hkcancor?.tonePercent ?? null, '% of syllables'),
      goal('words.hk, exact', '>=', 97.4, wordshk?.exactPercent ?? null, '% of syllables'),
      goal('words.hk, tone', '>=', 98.2, wordshk?.tonePercent ?? null, '% of syllables'),
      goal('CantoMap, tone', '>=', 96.3, cantomap?.tonePercent ?? null, '% of syllables'),
      goal('Cantonese, a character', '<', 2, usPerCharacter, 'µs'),
      goal('Cantonese, load', '<', 300, loadMs, 'ms'),
      goal('Cantonese, memory', '<', 60, rssMb, 'MB'),
    ];
    return { results, goals };
  },
  async tones(where) {
    const results = await tones(where);
    const { mandarin, thai, vietnamese } = results;
    // On the half that the weights were trained on the cross-validated figure counts.
    const own =
      (where.half ?? 'dev') === 'dev' && existsSync(join(where.data, 'language', 'cpp_pinyin.dev.jsonl'));
    const polyphones = own ? mandarin.cppCrossValidated : mandarin.cpp;
    const goals = [
      goal('Mandarin, surface tone, DataBaker', '>=', 96.5, mandarin.bznsyp.tonePercent, '% of syllables'),
      goal('Mandarin polyphones, CPP, exact', '>=', 95, polyphones.exactPercent, '%'),
      goal('Thai monosyllables, tone', '>=', 95, thai.monosyllables.tonePercent, '%'),
      goal('Vietnamese, tone', '>=', 99.8, vietnamese.tonePercent, '% of syllables'),
    ];
    return { results, goals };
  },
  async detection(where) {
    const results = await detection(where);
    const goals = [
      goal('Cantonese detection, recall on HKCanCor turns', '>=', 92, results.recall, '%'),
      goal('Cantonese detection, precision', '>=', 99.5, results.precision, '%'),
    ];
    return { results, goals };
  },
  async matching(where) {
    const results = await matching(where);
    const { percent } = results.commonVoiceSenseVoice;
    return {
      results,
      goals: [goal('match by sound, Common Voice heard by SenseVoice', '>=', 82, percent, '% of sentences')],
    };
  },
  async endings(where) {
    return { results: await endings(where), goals: [] };
  },
};

function dataFolder(): string | null {
  const base = resolve(import.meta.dirname, '..', process.env['WEAVER_DATA'] ?? '../shared/data');
  const folder = join(base, 'language');
  return existsSync(folder) ? base : null;
}

await runIfMain(import.meta, language);
