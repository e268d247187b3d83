/** The caller model: declared data with sources, read once. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../src/types/clock.ts';

export type CallerSetting = 'usual' | 'harsh' | 'mild';
/** What a turn is about; open ones are a question, a story or a goodbye. */
export type Subject =
  'yes-no' | 'choice' | 'digits' | 'date-time' | 'phone' | 'question' | 'story' | 'goodbye';

/** What else is heard on a caller's line. */
export type LineKind = 'quiet' | 'room' | 'loud';

export interface CallerModel {
  readonly settings: Readonly<
    Record<CallerSetting, { readonly pauseFactor: number; readonly hesitant: number }>
  >;
  readonly pauses: {
    readonly perTurn: { readonly over300: number; readonly over500: number; readonly over800: number };
    readonly placed: number;
    readonly beyond800MeanMs: number;
    readonly longestMs: number;
    readonly shortPerTurn: number;
    readonly shortMs: readonly [number, number];
    readonly weights: Readonly<Record<Subject, number>>;
    readonly fillerBefore: number;
    readonly hesitateFirst: number;
  };
  readonly speech: {
    readonly letterMs: number;
    readonly wideCharacterMs: number;
    readonly rateSigma: number;
  };
  readonly recogniser: {
    readonly partialEveryMs: number;
    readonly lagMs: readonly [number, number];
    readonly unstableMs: number;
    readonly wrongAtTheEdge: number;
    readonly wrongUntilFinal: number;
  };
  readonly detector: { readonly frameMs: number };
  readonly lines: {
    readonly kinds: Readonly<
      Record<LineKind, { readonly share: number; readonly snrDb: number | null; readonly levelDbfs: number }>
    >;
  };
  readonly mix: {
    readonly open: { readonly question: number; readonly story: number };
    readonly cantonese: number;
    readonly codeSwitching: number;
    readonly bargeIn: number;
    readonly noise: number;
    readonly backchannel: number;
  };
  readonly gap: { readonly medianMs: number; readonly sigma: number };
  readonly giveUpMs: number;
}

const bytes = readFileSync(join(import.meta.dirname, 'data/callers.json'));
export const callerModel = JSON.parse(bytes.toString('utf8')) as CallerModel;
export const callerHash = createHash('sha256').update(bytes).digest('hex');

/** One pause of more than 300 ms, with the survival that the data give at 500 and 800 ms. */
export function pauseMs(random: Random): number {
  const { perTurn, beyond800MeanMs, longestMs } = callerModel.pauses;
  const u = 1 - random.next();
  const [at500, at800] = [perTurn.over500 / perTurn.over300, perTurn.over800 / perTurn.over300];
  const between = (from: number, to: number, above: number, below: number) =>
    from + (Math.log(u / above) / Math.log(below / above)) * (to - from);
  if (u > at500) return between(300, 500, 1, at500);
  if (u > at800) return between(500, 800, at500, at800);
  return Math.min(longestMs, 800 - beyond800MeanMs * Math.log(u / at800));
}
