import { describe, expect, it } from 'vitest';
import { mulawDecode } from '../../lib/g711.ts';
import { beep, KeptSound } from './keptSound.ts';
import type { CallTape } from './options.ts';

function tapes() {
  const made: [string, number][][] = [];
  let ended = 0;
  const start = (): CallTape => {
    const kept: [string, number][] = [];
    made.push(kept);
    return { add: (track, _mulaw, atMs) => void kept.push([track, atMs]), end: () => void ended++ };
  };
  return { made, start, ended: () => ended };
}
const frame = new Uint8Array(160);

function call(sound: KeptSound) {
  for (let at = 0; at < 100; at += 20) sound.add('caller', frame, at);
  expect(sound.beginMessage(120)).toBe(true);
  for (let at = 100; at < 200; at += 20) {
    sound.add('caller', frame, at);
    sound.add('agent', frame, at);
  }
  sound.endMessage();
  for (let at = 200; at < 300; at += 20) sound.add('caller', frame, at);
  sound.end();
}

describe('the sound of a call', () => {
  it('is kept whole where the workflow says so', () => {
    const { made, start, ended } = tapes();
    call(new KeptSound(start, true));
    expect(made.map((one) => one.length)).toEqual([20]);
    expect(ended()).toBe(1);
  });

  it('is otherwise only what the caller said in messages', () => {
    const { made, start, ended } = tapes();
    const sound = new KeptSound(start, false);
    call(sound);
    expect(made).toEqual([[120, 140, 160, 180].map((at) => ['caller', at])]);
    expect(ended()).toBe(1);
  });

  it('has the messages of a long call, and silence between them', () => {
    const kept: [number, number | undefined][] = [];
    const sound = new KeptSound(
      () => ({ add: (_, mulaw, atMs) => void kept.push([atMs, mulaw[0]]), end: () => undefined }),
      false,
    );
    const minutes = 11 * 60_000;
    sound.beginMessage(0);
    sound.add('caller', frame, 0);
    sound.endMessage();
    for (let at = 20; at < minutes; at += 20) sound.add('caller', frame, at);
    expect(kept).toHaveLength(1);
    sound.beginMessage(minutes);
    sound.add('caller', frame, minutes);
    expect(kept.filter(([, sample]) => sample === frame[0]).map(([at]) => at)).toEqual([0, minutes]);
    const gaps = kept.slice(1).map(([at], i) => at - (kept[i]?.[0] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(60_000);
  });

  it('of a call without a message is none', () => {
    const { made, start, ended } = tapes();
    const sound = new KeptSound(start, false);
    sound.add('caller', frame, 0);
    sound.end();
    expect([made.length, ended()]).toEqual([0, 0]);
  });

  it('tells where it cannot be kept', () => {
    expect(new KeptSound(() => undefined, false).beginMessage(0)).toBe(false);
  });
});

it('the tone is heard, and begins and ends without a click', () => {
  const pcm = mulawDecode(beep());
  expect(pcm).toHaveLength(3_200);
  expect(Math.max(...pcm)).toBeGreaterThan(7_000);
  expect(Math.abs(pcm[0] ?? 1) + Math.abs(pcm.at(-1) ?? 1)).toBeLessThan(200);
});
