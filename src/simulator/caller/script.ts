import type { LanguageTag } from '../../types/language.ts';

/** What a simulated caller does, one step after another. Times in ms. */
export type CallerStep =
  /** Until the agent has spoken since the caller's last act, and has been quiet for `quietMs`. */
  | {
      readonly do: 'wait';
      readonly quietMs?: number;
      readonly timeoutMs?: number;
      readonly optional?: boolean;
    }
  /** Speaks, at once. On the media transport in an embedded voice, on relay as text. */
  | {
      readonly do: 'say';
      readonly text: string;
      readonly language?: LanguageTag;
      /** Speaking rate, 1 = normal. */
      readonly rate?: number;
      /** Hangs up this long after beginning: in mid-sentence. */
      readonly hangUpAfterMs?: number;
    }
  /** Plays a recording (WAV). On relay, `text` is said instead. */
  | { readonly do: 'play'; readonly file: string; readonly text?: string; readonly hangUpAfterMs?: number }
  /** Waits until the agent has been speaking for `afterMs`, then speaks over it. */
  | {
      readonly do: 'interrupt';
      readonly afterMs: number;
      readonly text: string;
      readonly language?: LanguageTag;
      readonly file?: string;
      readonly timeoutMs?: number;
    }
  | { readonly do: 'press'; readonly digits: string; readonly gapMs?: number }
  /** Says nothing for so long. */
  | { readonly do: 'pause'; readonly ms: number }
  | { readonly do: 'hang-up' }
  /** Until the agent's side ends the call. */
  | { readonly do: 'await-end'; readonly timeoutMs?: number };

export interface PatienceOfCaller {
  /** Silence after which the agent counts as finished. */
  readonly quietMs: number;
  readonly timeoutMs: number;
  /** Time from one key to the next. */
  readonly keyGapMs: number;
}

export const defaultCallerPatience = {
  quietMs: 900,
  timeoutMs: 20_000,
  keyGapMs: 250,
} as const satisfies PatienceOfCaller;

/** What a script that decides as it goes may look at. */
export interface CallView {
  readonly callSid: string;
  /** Line time: ms since the call was answered. */
  readonly nowMs: number;
  readonly ended: boolean;
  /** What the agent has said since the caller's last act: known on relay, on media only through `transcript`. */
  readonly agentText: string;
}

/** A fixed list of steps, or a generator that yields them one by one. */
export type CallerScript = readonly CallerStep[] | ((view: CallView) => AsyncIterable<CallerStep>);

/** A polite caller: waits for the agent each time, says the next line, and at the end lets the agent finish. */
export function lines(...texts: string[]): CallerStep[] {
  return [
    ...texts.flatMap((text): CallerStep[] => [{ do: 'wait' }, { do: 'say', text }]),
    { do: 'await-end' },
  ];
}

/** One thing that a caller knows how to answer. */
export interface Reply {
  /** What the agent says when this is the answer. */
  readonly when: RegExp;
  readonly say?: string;
  readonly press?: string;
  /** How often it may be given when it is asked for; default 3. */
  readonly times?: number;
}

/**
 * A caller who answers what is asked, in whatever order it is asked, as far as the agent's words are known (relay, or
 * `transcript`). Where they are not, the replies are given in the order of the list, once each.
 */
export function answering(replies: readonly Reply[]): CallerScript {
  return async function* answer(view: CallView): AsyncGenerator<CallerStep> {
    const left = replies.map((reply) => reply.times ?? 3);
    let blind = 0;
    for (let turns = 0; turns < 60 && !view.ended; turns++) {
      yield { do: 'wait' };
      if (view.ended) return;
      const text = view.agentText;
      if (text === '' && blind >= replies.length) break;
      const index =
        text === '' ? blind++ : replies.findIndex(({ when }, i) => left[i]! > 0 && when.test(text));
      const reply = replies[index];
      // Nothing that this caller understands: perhaps more is coming.
      if (!reply) yield { do: 'pause', ms: 1_000 };
      else {
        left[index]!--;
        yield reply.press === undefined
          ? { do: 'say', text: reply.say ?? '' }
          : { do: 'press', digits: reply.press };
      }
    }
    yield { do: 'await-end', timeoutMs: 30_000 };
  };
}
