/** One utterance of the synthesiser: pieces of audio, and when its words are spoken. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { mulawEncode } from '../../../lib/g711.ts';
import { toneSpeech, toneSpeechMs } from '../toneSpeech.ts';
import type { TurnOutlet } from './outlet.ts';

const PIECE_MS = 200;
const BYTES_PER_MS = 8;
const TICKS_PER_MS = 10_000;
const ticks = (ms: number) => Math.round(ms * TICKS_PER_MS);

interface Boundary {
  readonly atMs: number;
  readonly metadata: object;
}

export async function sayUtterance(outlet: TurnOutlet, text: string, words: boolean): Promise<void> {
  const streamId = randomUUID().replaceAll('-', '').toUpperCase();
  const context = { serviceTag: streamId.toLowerCase() };
  outlet.text('turn.start', { context });
  outlet.text('response', { context, audio: { type: 'inline', streamId } });
  await outlet.firstOutput();
  const audio = mulawEncode(toneSpeech(text));
  const boundaries = words ? boundariesOf(text) : [];
  for (let at = 0; at < audio.length && !outlet.done; at += PIECE_MS * BYTES_PER_MS) {
    const endMs = at / BYTES_PER_MS + PIECE_MS;
    while (boundaries[0] && boundaries[0].atMs < endMs) {
      outlet.text('audio.metadata', { Metadata: [boundaries.shift()?.metadata] });
    }
    const piece = audio.subarray(at, at + PIECE_MS * BYTES_PER_MS);
    outlet.output('response', () => outlet.audio(streamId, piece));
    await sleep(1);
  }
  outlet.audio(streamId, new Uint8Array(0));
  const Offset = ticks(audio.length / BYTES_PER_MS);
  outlet.text('audio.metadata', { Metadata: [{ Type: 'SessionEnd', Data: { Offset } }] });
  outlet.end();
}

/** Words and punctuation, each where its tones are. */
function boundariesOf(text: string): Boundary[] {
  const all = text.matchAll(/[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu);
  return [...all].map((match) => {
    const [Text] = match;
    const atMs = toneSpeechMs(text.slice(0, match.index));
    const BoundaryType = /[\p{L}\p{N}]/u.test(Text) ? 'WordBoundary' : 'PunctuationBoundary';
    const span = { Offset: ticks(atMs), Duration: ticks(toneSpeechMs(Text)) };
    const Data = { ...span, text: { Text, Length: Text.length, BoundaryType } };
    return { atMs, metadata: { Type: 'WordBoundary', Data } };
  });
}
