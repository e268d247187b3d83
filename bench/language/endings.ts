/** How well the last words tell ends of sentences from cuts inside of them, on HKCanCor; commas alone are the hard part. */
import { turnEnding } from '../../src/services/language/cantonese/endings.ts';
import { areaUnderCurve, cutsOf } from './endingsTraining.ts';
import { rowsOf } from './rows.ts';

export async function endings({ data, half }: { readonly data: string; readonly half?: string }) {
  const cuts = cutsOf(rowsOf(data, 'hkcancor', half)).map((it) => ({
    ...it,
    final: turnEnding(it.text, 'zh-HK').final,
  }));
  const ends = cuts.filter((it) => it.isEnd).map((it) => it.final);
  const inside = cuts.filter((it) => !it.isEnd);
  const share = (list: readonly number[], from: number, to: number) =>
    Math.round((10_000 * list.filter((it) => it >= from && it < to).length) / Math.max(1, list.length)) / 100;
  const others = inside.map((it) => it.final);
  return {
    ends: ends.length,
    cuts: inside.length,
    area: areaUnderCurve(ends, others),
    areaAtCommas: areaUnderCurve(
      ends,
      inside.filter((it) => it.atComma).map((it) => it.final),
    ),
    /** Percent called over (0.7 and more) and going on (under 0.3). */
    over: { ends: share(ends, 0.7, 2), cuts: share(others, 0.7, 2) },
    goesOn: { ends: share(ends, -1, 0.3), cuts: share(others, -1, 0.3) },
  };
}
