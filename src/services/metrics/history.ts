/** Figures minute by minute, by the wall clock: what a chart and an alert ask for. */
import type { Clock } from '../../types/clock.ts';
import type { Turn } from '../../types/turn.ts';
import type { Origin } from './labels.ts';
import { MinuteFigures } from './minuteFigures.ts';

const MINUTE_MS = 60_000;
/** Minutes one by one for six hours and the six before; beyond, ten at a time: a day is then 144 sums, not 1,440. */
const FINE_MINUTES = 720;
const COARSE_STEP = 10;
const COARSE_MINUTES = 2_880;
const LARGEST_FINE_WINDOW = 360;
/** A chart of more points tells no more. */
const POINTS = 60;

export interface ClosedMinute {
  /** Its beginning, ms since 1970. */
  readonly at: number;
  readonly origin: Origin;
  readonly figures: MinuteFigures;
}

export interface HistoryPoint {
  readonly at: number;
  readonly figures: MinuteFigures;
}

export interface HistoryWindow {
  readonly stepMinutes: number;
  readonly now: MinuteFigures;
  /** As long a time before. */
  readonly before: MinuteFigures;
  /** Oldest first, without a gap; the last one is still being counted. */
  readonly points: readonly HistoryPoint[];
}

interface Track {
  readonly fine: Map<number, MinuteFigures>;
  readonly coarse: Map<number, MinuteFigures>;
  openMinute: number;
  open: MinuteFigures;
}

export class MetricsHistory {
  readonly #clock: Pick<Clock, 'wall'>;
  readonly #tracks: Record<Origin, Track>;
  #closed: ClosedMinute[] = [];

  constructor(clock: Pick<Clock, 'wall'>) {
    this.#clock = clock;
    const track = (): Track => ({
      fine: new Map(),
      coarse: new Map(),
      openMinute: this.#minute(),
      open: new MinuteFigures(),
    });
    this.#tracks = { measured: track(), simulated: track() };
  }

  /** Where what happens now is counted. */
  open(origin: Origin): MinuteFigures {
    return this.#rolled(origin).open;
  }

  turn(turn: Turn, origin: Origin, late: boolean): void {
    const counted = turn.input === 'speech' || turn.input === 'keys';
    this.open(origin).addTurn(turn, counted, late);
  }

  /** Minutes that have ended since the last time it was asked, to be stored. Empty ones are left out. */
  takeClosed(): readonly ClosedMinute[] {
    this.#rolled('measured');
    this.#rolled('simulated');
    const closed = this.#closed;
    this.#closed = [];
    return closed;
  }

  /** What is still being counted, for the end of the process. */
  unfinished(): ClosedMinute[] {
    return (['measured', 'simulated'] as const).flatMap((origin) => {
      const { open, openMinute } = this.#rolled(origin);
      return isEmpty(open) ? [] : [{ at: openMinute * MINUTE_MS, origin, figures: open }];
    });
  }

  /** Takes in a minute of an earlier process. */
  restore({ at, origin, figures }: ClosedMinute): void {
    this.#keep(this.#tracks[origin], Math.floor(at / MINUTE_MS), figures);
  }

  /** The last `minutes`, the running one included. Read what it answers, don't change it. */
  window(origin: Origin, minutes: number): HistoryWindow {
    const track = this.#rolled(origin);
    const unit = minutes <= LARGEST_FINE_WINDOW ? 1 : COARSE_STEP;
    const stepMinutes = Math.max(1, Math.ceil(minutes / POINTS / unit)) * unit;
    const count = Math.ceil(minutes / stepMinutes);
    const last = Math.floor(track.openMinute / stepMinutes);
    const points: HistoryPoint[] = [];
    const now = new MinuteFigures();
    const before = new MinuteFigures();
    for (let step = last - 2 * count + 1; step <= last; step++) {
      const figures = this.#sum(track, step * stepMinutes, stepMinutes, unit);
      if (step <= last - count) {
        before.merge(figures);
        continue;
      }
      now.merge(figures);
      points.push({ at: step * stepMinutes * MINUTE_MS, figures });
    }
    return { stepMinutes, now, before, points };
  }

  /** The last `minutes` in one sum, to the minute: for alerts. */
  sum(origin: Origin, minutes: number): MinuteFigures {
    const track = this.#rolled(origin);
    return this.#sum(track, track.openMinute - minutes, minutes + 1, 1);
  }

  #sum(track: Track, from: number, minutes: number, unit: number): MinuteFigures {
    const total = new MinuteFigures();
    const slots = unit === 1 ? track.fine : track.coarse;
    for (let minute = from; minute < from + minutes; minute += unit) {
      const figures = slots.get(minute);
      if (figures) total.merge(figures);
    }
    if (track.openMinute >= from && track.openMinute < from + minutes) total.merge(track.open);
    return total;
  }

  #rolled(origin: Origin): Track {
    const track = this.#tracks[origin];
    const minute = this.#minute();
    // A wall clock that is set back does not open a minute anew.
    if (minute <= track.openMinute) return track;
    if (!isEmpty(track.open)) {
      this.#keep(track, track.openMinute, track.open);
      this.#closed.push({ at: track.openMinute * MINUTE_MS, origin, figures: track.open });
      track.open = new MinuteFigures();
    }
    track.openMinute = minute;
    forget(track.fine, minute - FINE_MINUTES);
    forget(track.coarse, minute - COARSE_MINUTES);
    return track;
  }

  #keep(track: Track, minute: number, figures: MinuteFigures): void {
    if (minute > track.openMinute - FINE_MINUTES) add(track.fine, minute, figures);
    const slot = Math.floor(minute / COARSE_STEP) * COARSE_STEP;
    if (slot > track.openMinute - COARSE_MINUTES) add(track.coarse, slot, figures);
  }

  #minute(): number {
    return Math.floor(this.#clock.wall() / MINUTE_MS);
  }
}

function add(slots: Map<number, MinuteFigures>, key: number, figures: MinuteFigures): void {
  const there = slots.get(key) ?? new MinuteFigures();
  slots.set(key, there.merge(figures));
}

function forget(slots: Map<number, MinuteFigures>, before: number): void {
  for (const key of slots.keys()) if (key <= before) slots.delete(key);
}

function isEmpty({ calls, turns, errors, providers, falseCutIns }: MinuteFigures): boolean {
  return calls + turns + falseCutIns + errors.size + providers.size === 0;
}
