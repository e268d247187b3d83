/**
 * What every contender of `bench peers` meets: turns whose recogniser, model and synthesiser take as long as published ones
 * do, drawn from the seed. The turn's number is in its words, so that scripted parts need no other memory of whose turn it
 * is, in whichever process they run.
 */
import { seededRandom } from '../../src/types/clock.ts';
import { stream, uniform } from '../turns/draw.ts';
import { choices, findProfile, latencyOf, tokenMsOf, type ProviderChoice } from '../turns/profiles.ts';

/**
 * `overhead`: model and synthesiser take no time, and the final comes when all silence has passed. `defaults`: each engine
 * as its makers recommend it. `sameSilence`: one silence after the acoustic end of speech for all.
 */
export type Mode = 'overhead' | 'defaults' | 'sameSilence';
export const modes = ['overhead', 'defaults', 'sameSilence'] as const satisfies readonly Mode[];

export const SAME_SILENCE_MS = 300;
/** Assumed of a carrier that hears for the application (`simulator/network/relayProfile.ts`); nobody publishes it alone. */
export const CARRIER_SILENCE_MS = 400;
/** After every silence that an engine here waits for by itself: what follows the final is the engine's own. */
const LATE_FINAL_MS = 600;
/** Speech-like audio of an answer. Short, so that a run is. */
export const ANSWER_MS = 120;

/** Milliseconds throughout. */
export interface ScriptedTurn {
  readonly speechMs: number;
  /** From the acoustic end of speech until a partial with all the words; null: none comes. */
  readonly partialAfterMs: number | null;
  /** From the acoustic end of speech until the final. */
  readonly finalAfterMs: number;
  /** From the request to the first token, and between two. */
  readonly modelMs: number;
  readonly tokenMs: number;
  /** From the request to the first audio. */
  readonly voiceMs: number;
}

const qualities =
  'red blue green white black brown grey golden silver purple small large heavy light round square narrow wooden plastic paper rusty shiny dusty broken';
const things =
  'kettle ladder basket pillow lantern blanket hammer teapot mirror carpet drawer folder helmet jacket napkin pencil bucket ribbon saddle ticket candle bottle wallet yoghurt';
const quality = qualities.split(' ');
const thing = things.split(' ');

/** So many turns differ in their words; a longer run begins again. */
export const SCRIPT_LENGTH = quality.length * thing.length;

export function scriptOf(seed: number, mode: Mode, choice: ProviderChoice = choices.fast): ScriptedTurn[] {
  const speech = stream(seed, 'speech');
  const lag = stream(seed, 'lag');
  const draw = (id: string, kind: string) => latencyOf(id, stream(seed, kind), 'maximum');
  const [llm] = choice.llm;
  const [tts] = choice.tts;
  const recogniser = draw(choice.stt, 'stt');
  // The published time to the final counts from the end of speech; what lies before the request is part of it.
  const before = findProfile(choice.stt).subtract_ms ?? 0;
  const [model, voice] = [draw(llm, 'llm'), draw(tts, 'tts')];
  return Array.from({ length: SCRIPT_LENGTH }, () => {
    const turn = {
      speechMs: uniform(speech, 300, 500),
      partialAfterMs: uniform(lag, 60, 220),
      finalAfterMs: before + recogniser.next(),
      modelMs: model.next(),
      tokenMs: tokenMsOf(llm),
      voiceMs: voice.next(),
    };
    if (mode !== 'overhead') return turn;
    return { ...turn, partialAfterMs: null, finalAfterMs: LATE_FINAL_MS, modelMs: 0, tokenMs: 0, voiceMs: 0 };
  });
}

export function questionOf(turn: number): string {
  return `Where is the ${nameOf(turn)}?`;
}

export function answerOf(turn: number): string {
  return `The ${nameOf(turn)} is here.`;
}

function nameOf(turn: number): string {
  const at = turn % SCRIPT_LENGTH;
  return `${quality[Math.floor(at / thing.length)]} ${thing[at % thing.length]}`;
}

/** The turn that a question, an answer or the beginning of an answer belongs to; null: none of the script. */
export function turnOf(text: string): number | null {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  const at = words.findIndex((word) => quality.includes(word));
  const [first = -1, second = -1] = [quality.indexOf(words[at] ?? ''), thing.indexOf(words[at + 1] ?? '')];
  return first < 0 || second < 0 ? null : first * thing.length + second;
}

/** As a model's: a word with the space before it. */
export function tokensOf(text: string): readonly string[] {
  return text.match(/\s*\S+/g) ?? [];
}

const FRAME_SAMPLES = 160;
const VOICE_AMPLITUDE = 6_000;
const LINE_NOISE = 8;

/** 20 ms at 8 kHz: noise at the level of a voice, or of a quiet line. An energy gate hears a caller in it. */
export function frames(): { readonly voice: Int16Array; readonly silence: Int16Array } {
  const random = seededRandom(0xca11);
  const noise = (amplitude: number) =>
    Int16Array.from({ length: FRAME_SAMPLES }, () => Math.round((random.next() * 2 - 1) * amplitude));
  return { voice: noise(VOICE_AMPLITUDE), silence: noise(LINE_NOISE) };
}
