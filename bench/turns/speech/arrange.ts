/**
 * A planned turn put together from the stock: which stretches begin when, where its words are, and what the detector reports.
 * Nothing is synthesised and nothing is waited for. The words' times, and with them the turn's end, are the sound's own.
 */
import type { Random } from '../../../src/types/clock.ts';
import { digitPauses } from '../../endpointing/digits.ts';
import type { LineKind } from '../callerModel.ts';
import { stream, uniform } from '../draw.ts';
import type { PlannedTurn, Token } from '../plan.ts';
import { decide, FRAME_MS, type Detected } from './features.ts';
import type { Picked, StretchPicker } from './pick.ts';
import { runsOf } from './runs.ts';
import type { Stretch } from './stock.ts';

export interface Placed {
  readonly stretch: Stretch;
  /** When its samples begin, ms from the beginning of the turn. */
  readonly at: number;
}

export interface Arranged {
  readonly seed: number;
  readonly line: LineKind;
  readonly tokens: readonly Token[];
  /** The true end of speech. */
  readonly durationMs: number;
  readonly placed: readonly Placed[];
  readonly detected: readonly Detected[];
  /** Where the carrier's frames end. */
  readonly carrierMs: number;
}

export function arrange(picker: StretchPicker, plan: PlannedTurn, line: LineKind, seed: number): Arranged {
  const random = stream(seed, 'spoken');
  const parts = partsOf(picker, plan, random);
  const gridMs = -(parts[0]?.picked.stretch.phaseMs ?? 0);
  const placed: Placed[] = [];
  const tokens: Token[] = [];
  let silentFrom = 0;
  for (const { picked, pauseMs } of parts) {
    const { stretch } = picked;
    // Where the detector's frames lie in it is where they lay when it was measured.
    const wanted = placed.length === 0 ? 0 : silentFrom + pauseMs - stretch.from;
    const at =
      gridMs + stretch.phaseMs + Math.round((wanted - gridMs - stretch.phaseMs) / FRAME_MS) * FRAME_MS;
    placed.push({ stretch, at });
    tokens.push(...timed(picked, at));
    silentFrom = at + stretch.to;
  }
  const opinions = opinionsOf(placed, gridMs, line);
  const carrierMs = Math.floor(random.next() * 5) * 4;
  const detected = decide(opinions, gridMs, carrierMs);
  return { seed, line, tokens, durationMs: silentFrom, placed, detected, carrierMs };
}

interface Part {
  readonly picked: Picked;
  /** Before it. */
  readonly pauseMs: number;
}

function partsOf(picker: StretchPicker, { tokens }: PlannedTurn, random: Random): Part[] {
  const speaker = picker.speaker(random);
  let before = 0;
  return runsOf(tokens).flatMap((run) => {
    const pauseMs = (run[0]?.from ?? 0) - before;
    before = run.at(-1)?.to ?? 0;
    return picker
      .for(run, speaker, random)
      .map((picked, i) => ({ picked, pauseMs: i === 0 ? pauseMs : uniform(random, ...digitPauses.within) }));
  });
}

/** Words share the sound of their stretch as they would share its time: no voice here says where they are. */
function timed({ stretch, tokens }: Picked, at: number): Token[] {
  const [first, last] = [tokens[0]?.from ?? 0, tokens.at(-1)?.to ?? 0];
  const stretched = (ms: number) =>
    at + stretch.from + ((ms - first) / Math.max(1, last - first)) * (stretch.to - stretch.from);
  return tokens.map((token) => ({ ...token, from: stretched(token.from), to: stretched(token.to) }));
}

/** Each stretch with what follows it, until the next begins. */
function opinionsOf(placed: readonly Placed[], gridMs: number, line: LineKind): number[] {
  const row: number[] = [];
  for (const { stretch, at } of placed) {
    const first = Math.round((at - stretch.phaseMs - gridMs) / FRAME_MS);
    while (row.length < first) row.push(0);
    row.length = first;
    row.push(...stretch.heard[line]);
  }
  return row;
}
