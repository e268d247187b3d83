/** What both trainings print and write. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { areaUnderCurve, calibrationError, missesAt, type Scored } from './measure.ts';
import { oddsWith, type EndingTable, type Sample } from './train.ts';

const FALSE_ALARMS = [0.05, 0.1, 0.2];
const folder = join(import.meta.dirname, '../../../src/services/language/endings');

/** The first argument that is no option, WEAVER_DATA, or the folder beside the project. */
export function dataOf(): string {
  const [given = process.env.WEAVER_DATA] = process.argv.slice(2).filter((it) => !it.startsWith('--'));
  return given ?? join(import.meta.dirname, '../../../../shared/data');
}

export const scoredBy = <T extends Sample>(table: EndingTable, samples: readonly T[]) =>
  samples.map((it) => ({ ...it, odds: oddsWith(table, it.features) }));

export function figuresOf(rows: readonly (Scored & { readonly atBorder: boolean })[]) {
  const share = (value: number) => Math.round(value * 1_000) / 1_000;
  return {
    silences: rows.length,
    area: share(areaUnderCurve(rows)),
    areaAtBorders: share(areaUnderCurve(rows.filter(({ isEnd, atBorder }) => isEnd || atBorder))),
    calibrationError: share(calibrationError(rows)),
    /** Share of ends that wait, where so large a share of cuts does not. */
    missedEnds: Object.fromEntries(FALSE_ALARMS.map((rate) => [rate, share(missesAt(rows, rate))])),
  };
}

export function printScores(what: string, rows: Parameters<typeof figuresOf>[0]): void {
  console.log(what, figuresOf(rows));
}

/** A weight a line: a change of the model shows in a diff. */
export function writeTable(name: string, table: EndingTable): void {
  const text = JSON.stringify(table, null, 2);
  writeFileSync(join(folder, `${name}.json`), `${text}\n`);
  console.log(name, { weights: Object.keys(table.endings).length, bytes: text.length });
}
