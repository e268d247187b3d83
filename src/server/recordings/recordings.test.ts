import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../logging.ts';
import { byteRange } from './byteRange.ts';
import { Recordings } from './recordings.ts';
import { TwoTracks } from './twoTracks.ts';
import { HEADER_BYTES, QUIET } from './wav.ts';

let home: string;
beforeEach(async () => (home = await mkdtemp(path.join(tmpdir(), 'weaver-rec-'))));
afterEach(() => rm(home, { recursive: true, force: true }));

const frame = (value: number, samples = 160) => new Uint8Array(samples).fill(value);

async function bytesOf(recordings: Recordings, callSid: string): Promise<Buffer> {
  const { bytes, read } = await recordings.find(callSid);
  const parts: Buffer[] = [];
  for await (const part of read(0, bytes - 1)) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

describe('two tracks', () => {
  it('lie where the clock puts them, however late and in whatever order they come (property)', () => {
    const frames = fc.array(
      fc.record({
        track: fc.constantFrom('caller' as const, 'agent' as const),
        slot: fc.integer({ min: 0, max: 60 }),
        value: fc.integer({ min: 0, max: 127 }),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(frames, (list) => {
        const parts: Uint8Array[] = [];
        const tracks = new TwoTracks(1_000, (bytes) => parts.push(bytes));
        // All within the ten seconds that are kept open.
        const expected = new Map<number, number>();
        for (const { track, slot, value } of list) {
          tracks.add(track, frame(value, 8), 1_000 + slot * 20);
          for (let i = 0; i < 8; i++)
            expected.set((slot * 160 + i) * 2 + (track === 'caller' ? 0 : 1), value);
        }
        tracks.end();
        const out = Buffer.concat(parts);
        expect(tracks.lostSamples).toBe(0);
        expect(out.every((byte, at) => byte === (expected.get(at) ?? QUIET))).toBe(true);
        expect(Math.max(-1, ...expected.keys())).toBeLessThan(out.length);
      }),
      { numRuns: 50 },
    );
  });

  it('give away what is old, and count what comes too late', () => {
    let bytes = 0;
    const tracks = new TwoTracks(0, (part) => (bytes += part.length));
    for (let at = 0; at < 60_000; at += 20) tracks.add('caller', frame(1), at);
    expect(bytes).toBeGreaterThan(45_000 * 16);
    tracks.add('agent', frame(2), 1_000);
    expect(tracks.lostSamples).toBe(160);
    tracks.end();
    expect(bytes).toBe(60_000 * 16);
  });
});

describe('recordings', () => {
  it('are WAV of two channels, for the owner only, with peaks of each', async () => {
    const recordings = new Recordings(home, createLogger('silent'));
    const tape = recordings.start('CA1', 500);
    // 0x00 is the loudest negative sample of mu-law.
    for (let at = 0; at < 1_000; at += 20) tape.add('caller', frame(at < 500 ? 0x00 : QUIET), 500 + at);
    tape.add('agent', frame(0x00), 1_400);
    await expect(recordings.find('CA1')).rejects.toMatchObject({ code: 'CALL_NO_RECORDING' });
    tape.end();
    await recordings.close();
    const wav = await bytesOf(recordings, 'CA1');
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
    expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
    expect(wav.readUInt32LE(70)).toBe(1_000 * 16);
    expect(wav.length).toBe(HEADER_BYTES + 1_000 * 16);
    const { durationMs, startMs, caller, agent } = await recordings.peaks('CA1');
    expect([durationMs, startMs, caller.length, agent.length]).toEqual([1_000, 500, 50, 50]);
    expect(caller[0]).toBeGreaterThan(0.9);
    expect(caller.at(-1)).toBe(0);
    expect(agent[44]).toBe(0);
    expect(agent[45]).toBeGreaterThan(0.9);
    const [name = ''] = await readdir(path.join(home, 'recordings'));
    expect((await stat(path.join(home, 'recordings', name))).mode & 0o077).toBe(0);
    expect(name).not.toContain('CA1');
  });

  it('go when their call goes, also when it still goes on', async () => {
    const recordings = new Recordings(home, createLogger('silent'));
    const tape = recordings.start('../../evil', 0);
    tape.add('caller', frame(1), 0);
    await recordings.remove(['../../evil']);
    tape.end();
    await recordings.close();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await recordings.has('../../evil')).toBe(false);
    expect(await readdir(path.join(home, 'recordings'))).toEqual([]);
  });

  it('cost nobody a call when the folder cannot be written', async () => {
    const blocked = path.join(home, 'a-file');
    await writeFile(blocked, '');
    const recordings = new Recordings(blocked, createLogger('silent'));
    const tape = recordings.start('CA1', 0);
    tape.add('caller', frame(1), 0);
    tape.end();
    await recordings.close();
    await expect(recordings.peaks('CA1')).rejects.toMatchObject({ code: 'CALL_NO_RECORDING' });
  });
});

describe('a range of bytes', () => {
  it('is understood as RFC 9110 says', () => {
    expect(byteRange(undefined, 100)).toBeNull();
    expect(byteRange('bytes=0-', 100)).toEqual({ from: 0, to: 99 });
    expect(byteRange('bytes=10-19', 100)).toEqual({ from: 10, to: 19 });
    expect(byteRange('bytes=-10', 100)).toEqual({ from: 90, to: 99 });
    expect(byteRange('bytes=90-500', 100)).toEqual({ from: 90, to: 99 });
    expect(byteRange('bytes=100-', 100)).toBe('unsatisfiable');
    expect(byteRange('bytes=-0', 100)).toBe('unsatisfiable');
    expect(byteRange('bytes=5-2', 100)).toBeNull();
    expect(byteRange('bytes=0-1,4-5', 100)).toBeNull();
  });

  it('never leaves the file (property)', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(1_000), fc.nat(2_000), fc.nat(2_000), (text, size, a, b) => {
        for (const header of [text, `bytes=${text}`, `bytes=${a}-${b}`, `bytes=-${a}`]) {
          const range = byteRange(header, size);
          if (range === null || range === 'unsatisfiable') continue;
          expect(range.from).toBeGreaterThanOrEqual(0);
          expect(range.to).toBeGreaterThanOrEqual(range.from);
          expect(range.to).toBeLessThan(size);
        }
      }),
    );
  });
});
