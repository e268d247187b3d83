/** A caller who talks for as long as the call lasts: says something, hears the answer to its end, says something. */
import { SILENT_FRAME } from '../../src/simulator/network/mediaFrames.ts';
import { RelayLeg } from '../../src/simulator/network/relay.ts';
import type { Clip, Handset } from '../../src/simulator/index.ts';

const FRAME_MS = 20;
const FRAME_BYTES = 160;
/** The agent has finished when it has been quiet for so long. */
const QUIET_MS = 300;
/** An agent that has not answered by then is not going to. */
const GIVE_UP_MS = 5_000;
/** A hole in the agent's speech no longer than this is a hole, not its end: its voice here speaks without pauses. */
const HOLE_MS = QUIET_MS - 2 * FRAME_MS;
const RELAY_TEXT = 'please go on with the next one';
const RELAY_SPEECH_MS = 1_200;

export interface TalkerCounts {
  framesSent: number;
  /** Frames of silence inside the agent's speech. */
  holes: number;
  turns: number;
  unanswered: number;
}

export class Talker implements Handset {
  readonly #clip: Clip;
  readonly #counts: TalkerCounts;
  #relay: RelayLeg | null = null;
  #clipAt = -1;
  #lastAgentMs = -1;
  #heardSinceAct = false;
  #speakingUntilMs = -1;
  #actMs = 0;
  #live = false;
  #nowMs = 0;

  constructor(clip: Clip, counts: TalkerCounts) {
    this.#clip = clip;
    this.#counts = counts;
  }

  legStarted(leg: { readonly kind: 'media' | 'relay' }): void {
    this.#relay = leg instanceof RelayLeg ? leg : null;
    this.#live = true;
  }

  callerFrame(): Uint8Array {
    this.#counts.framesSent++;
    if (this.#clipAt < 0) return SILENT_FRAME;
    const frame = this.#clip.mulaw.subarray(this.#clipAt, this.#clipAt + FRAME_BYTES);
    this.#clipAt += FRAME_BYTES;
    if (this.#clipAt + FRAME_BYTES > this.#clip.mulaw.length) this.#clipAt = -1;
    return frame;
  }

  ticked(nowMs: number, _agent: Uint8Array | null, agentBytes: number): void {
    this.#nowMs = nowMs;
    if (agentBytes > 0) this.#agentAudible(nowMs);
    if (!this.#live || nowMs < this.#speakingUntilMs) return;
    const since = this.#heardSinceAct ? nowMs - this.#lastAgentMs : -1;
    if (since >= QUIET_MS) this.#speak(nowMs);
    else if (!this.#heardSinceAct && nowMs - Math.max(this.#actMs, this.#speakingUntilMs) >= GIVE_UP_MS) {
      this.#counts.unanswered++;
      this.#speak(nowMs);
    }
  }

  agentSpeaking(on: boolean): void {
    if (on) this.#heardSinceAct = true;
    // Text transport: the voice has no frames to hear; its end counts as now.
    this.#lastAgentMs = on ? Number.POSITIVE_INFINITY : this.#nowMs;
  }

  agentCut(): void {
    // Silence after a cut is no hole.
    this.#lastAgentMs = Math.min(this.#lastAgentMs, this.#nowMs - HOLE_MS - FRAME_MS);
  }

  agentText(): void {
    // What it says does not matter to this caller.
  }

  ended(): void {
    this.#live = false;
  }

  #agentAudible(nowMs: number): void {
    const holeMs = nowMs - this.#lastAgentMs - FRAME_MS;
    if (this.#heardSinceAct && holeMs > 0 && holeMs <= HOLE_MS) this.#counts.holes += holeMs / FRAME_MS;
    this.#lastAgentMs = nowMs;
    this.#heardSinceAct = true;
  }

  #speak(nowMs: number): void {
    this.#counts.turns++;
    this.#heardSinceAct = false;
    this.#actMs = nowMs;
    if (this.#relay) {
      this.#relay.say(RELAY_TEXT, 'en-US', RELAY_SPEECH_MS);
      this.#speakingUntilMs = nowMs + RELAY_SPEECH_MS;
      return;
    }
    this.#clipAt = 0;
    this.#speakingUntilMs = nowMs + this.#clip.mulaw.length / 8;
  }
}
