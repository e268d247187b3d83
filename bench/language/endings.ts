/** How well the last words tell ends from cuts inside, as calls ask it: with lists, marks and all, on corpora it was learned from. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { turnEnding } from '../../src/services/language/endings/turnEnding.ts';
import { crosswozSilences, hkcancorSilences } from './endings/chinese.ts';
import { figuresOf } from './endings/print.ts';

interface Where {
  readonly data: string;
  readonly half?: string;
}

type Judged = Pick<ReturnType<typeof hkcancorSilences>[number], 'text' | 'isEnd' | 'weight' | 'atBorder'>;

function judged(silences: readonly Judged[], language: string) {
  const odds = (share: number) => Math.log(share / (1 - share));
  return figuresOf(silences.map((it) => ({ ...it, odds: odds(turnEnding(it.text, language).final ?? 0.5) })));
}

export async function endings({ data, half }: Where) {
  const crosswoz = existsSync(join(data, 'dialogue/crosswoz_valtest.jsonl.gz'));
  return {
    cantonese: judged(hkcancorSilences(data, half), 'zh-HK'),
    mandarin: crosswoz ? judged(crosswozSilences(data), 'zh-CN') : null,
  };
}
