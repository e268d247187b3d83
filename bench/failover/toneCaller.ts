/**
 * A caller who says a few words in tone speech, reads the answer word by word from the audio, and says the next ones when
 * it has come to its end. Knows what the answer should be, so that a word lost or repeated anywhere on the way is seen.
 */
import { mulawDecode, mulawEncode } from '../../src/lib/g711.ts';
import { SILENT_FRAME } from '../../src/simulator/network/mediaFrames.ts';
import { ToneEar, toneSpeech } from '../../src/simulator/providers/toneSpeech.ts';
import type { Handset } from '../../src/simulator/index.ts';
import { wordErrors } from './words.ts';

const FRAME_BYTES = 160;
/** After the last word of the answer, before the next words. */
const PAUSE_MS = 400;

export interface ToneTurn {
  readonly said: string;
  readonly heard: string;
  readonly answered: boolean;
  readonly lost: number;
  readonly repeated: number;
}

export interface ToneScript {
  /** Words of turn `n`; null: that was all. */
  words(turn: number): string | null;
  answerTo(words: string): string;
  readonly greeting: string;
  readonly giveUpMs: number;
  turnDone(turn: ToneTurn): void;
}

export class ToneCaller implements Handset {
  readonly #script: ToneScript;
  readonly #hangUp: () => void;
  #ear = new ToneEar();
  #expected: string;
  #said = '';
  #turn = 0;
  #voice: Uint8Array | null = null;
  #voiceAt = 0;
  #lastSoundMs = 0;
  #greeted = false;
  #over = false;

  constructor(script: ToneScript, hangUp: () => void) {
    this.#script = script;
    this.#hangUp = hangUp;
    this.#expected = script.greeting;
  }

  legStarted(): void {
    // Nothing to do: the agent speaks first.
  }

  callerFrame(): Uint8Array {
    if (!this.#voice) return SILENT_FRAME;
    const frame = this.#voice.subarray(this.#voiceAt, this.#voiceAt + FRAME_BYTES);
    this.#voiceAt += FRAME_BYTES;
    if (this.#voiceAt >= this.#voice.length) this.#voice = null;
    return frame.length === FRAME_BYTES ? frame : SILENT_FRAME;
  }

  ticked(nowMs: number, agent: Uint8Array | null, agentBytes: number): void {
    if (this.#over) return;
    if (agent && agentBytes > 0) {
      const before = this.#ear.symbols;
      this.#ear.push(mulawDecode(agent));
      if (this.#ear.symbols > before) this.#lastSoundMs = nowMs;
    }
    if (this.#voice) {
      this.#lastSoundMs = nowMs;
      return;
    }
    const quietMs = nowMs - this.#lastSoundMs;
    if (this.#complete && quietMs >= PAUSE_MS) this.#next();
    else if (quietMs >= this.#script.giveUpMs) this.#next();
  }

  agentSpeaking(): void {
    // There are frames to hear.
  }

  agentCut(): void {
    // It never cuts in.
  }

  agentText(): void {
    // Only the audio counts.
  }

  ended(): void {
    // A call that ends in the middle of a turn leaves that turn unanswered.
    if (!this.#over && this.#greeted && this.#said !== '') this.#close();
    this.#over = true;
  }

  get #complete(): boolean {
    return this.#ear.text.trimEnd().endsWith(this.#expected.slice(-5));
  }

  #next(): void {
    if (this.#greeted) this.#close();
    this.#greeted = true;
    const words = this.#script.words(this.#turn++);
    if (words === null) {
      this.#over = true;
      this.#hangUp();
      return;
    }
    this.#said = words;
    this.#expected = this.#script.answerTo(words);
    this.#ear = new ToneEar();
    const speech = mulawEncode(toneSpeech(words));
    const whole = new Uint8Array(Math.ceil(speech.length / FRAME_BYTES) * FRAME_BYTES).fill(0xff);
    whole.set(speech);
    this.#voice = whole;
    this.#voiceAt = 0;
  }

  #close(): void {
    this.#ear.end();
    const heard = this.#ear.text.trim();
    const answered = heard !== '';
    this.#script.turnDone({ said: this.#said, heard, answered, ...wordErrors(this.#expected, heard) });
    this.#said = '';
  }
}
