/** Callers of one phase: so many at a time, each for so many turns. */
import { setTimeout as sleep } from 'node:timers/promises';
import { TwilioSimulator } from '../../src/simulator/index.ts';
import type { FailoverServer } from './server.ts';
import { answerTo } from './providers.ts';
import { ToneCaller, type ToneTurn } from './toneCaller.ts';
import { FAILOVER_WORKFLOW, GREETING } from './workflow.ts';

export interface PhaseOptions {
  readonly calls: number;
  /** Turns of each call. */
  readonly turns: number;
  /** Where the callers' numbers begin: nobody says what was said before, so nothing comes from the line cache. */
  readonly from: number;
  /** How long a caller waits for an answer that does not come, ms. */
  readonly giveUpMs?: number;
  readonly turnDone?: (turn: ToneTurn) => void;
}

const colours = ['red', 'green', 'blue', 'white', 'black', 'brown', 'grey', 'pink'];
const things = ['apple', 'house', 'chair', 'river', 'stone', 'cloud', 'horse', 'table'];
/** An answer that has not begun, or goes on no more, for this long will not come. */
const GIVE_UP_MS = 12_000;
/** Callers do not all ring at once. */
const SPREAD_MS = 1_500;

export async function runPhase(
  server: Pick<FailoverServer, 'url' | 'account'>,
  options: PhaseOptions,
): Promise<ToneTurn[]> {
  const network = new TwilioSimulator({ ...server.account, seed: 7 + options.from });
  const done: ToneTurn[] = [];
  const one = async (caller: number) => {
    await sleep((caller / options.calls) * SPREAD_MS);
    let hangUp = (): void => undefined;
    const handset = new ToneCaller(
      {
        greeting: GREETING,
        answerTo,
        giveUpMs: options.giveUpMs ?? GIVE_UP_MS,
        words: (turn) => (turn < options.turns ? wordsOf(caller, options.from + turn) : null),
        turnDone: (turn) => {
          done.push(turn);
          options.turnDone?.(turn);
        },
      },
      () => hangUp(),
    );
    const call = network.prepareCall(
      {
        voiceUrl: `${server.url}/twilio/voice?workflow=${FAILOVER_WORKFLOW}&transport=media`,
        statusCallback: `${server.url}/twilio/status`,
      },
      handset,
    );
    hangUp = () => call.hangUp();
    await network.run(call);
  };
  await Promise.all(Array.from({ length: options.calls }, (_, caller) => one(caller)));
  return done;
}

/** Different for every turn of every caller: an answer to somebody else would be seen. */
function wordsOf(caller: number, turn: number): string {
  const colour = colours[(caller + turn) % colours.length];
  const thing = things[(caller * 3 + turn * 5) % things.length];
  return `${colour} ${thing} ${caller * 1_000 + turn}`;
}
