/**
 * Whole calls, as a user makes them: a real server on real sockets, `weaver call` as a program beside it, callers who
 * really speak. Calls run in real time, a few at once.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findEspeak } from '../../src/services/providers/local/espeakSynthesiser.ts';
import { startServer } from '../../src/server/index.ts';
import { TELEPHONE_LEGS_MS } from '../../src/types/timeline.ts';
import type { Turn } from '../../src/types/turn.ts';

interface Printed {
  ok: boolean;
  errors: { code: string }[];
  transport: string;
  workflow: string;
  hearing: string;
  callSid: string;
  end: string;
  path: { nodeId: string; outcome?: string }[];
  turns: Turn[];
  exchanges: { kind: string; bargeIn: { agentSilentMs: number | null } | null; responseMs: number | null }[];
  recording: string | null;
}

let home: string;
let url: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'weaver-e2e-'));
  const server = await startServer({
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', WEAVER_HOME: home, WEAVER_LOG_LEVEL: 'silent' },
  });
  url = server.url;
  stop = () => server.close();
  for (let tries = 0; tries < 600; tries++) {
    const { checks } = (await (await fetch(`${url}/readyz`)).json()) as { checks: { providers: string } };
    if (checks.providers !== 'warming') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}, 90_000);

afterAll(async () => {
  await stop?.();
  await rm(home, { recursive: true, force: true });
});

function weaver(...args: string[]): Promise<{ stdout: string; code: number | null }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['src/cli/main.ts', ...args], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, PORT: new URL(url).port },
    });
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ stdout, code }));
  });
}

async function call(...args: string[]): Promise<Printed> {
  const { stdout } = await weaver('call', '--json', ...args);
  return JSON.parse(stdout) as Printed; // one object and nothing else
}

function expectClocks(turns: readonly Turn[]): void {
  for (const { clocks, timeline, input, agent } of turns) {
    if (agent === '') continue;
    expect(clocks.decisionToAudioMs).not.toBeNull();
    if (input !== 'speech') continue;
    expect(clocks.speechEndToAudioMs).toBeGreaterThanOrEqual(clocks.decisionToAudioMs ?? 0);
    expect(clocks.earEstimateMs).toBeCloseTo((clocks.speechEndToAudioMs ?? 0) + TELEPHONE_LEGS_MS, 1);
    expect(timeline.speechEnd).toBeLessThanOrEqual(timeline.decision ?? 0);
    expect(timeline.decision).toBeLessThanOrEqual(timeline.firstAudio ?? 0);
  }
}

const said = (turns: readonly Turn[]) => turns.map((turn) => turn.caller.toLowerCase()).join(' | ');

describe.concurrent('a caller is answered', () => {
  it('books by speech over Media Streams: heard, understood, answered, recorded', async () => {
    const wav = join(home, 'booking.wav');
    const result = await call(
      '--workflow',
      'clinic',
      '--transport',
      'media',
      '--scenario',
      'booking',
      '--record',
      wav,
    );
    expect(result).toMatchObject({
      ok: true,
      errors: [],
      hearing: 'recogniser',
      end: 'completed',
      recording: wav,
    });
    expect(result.path.map(({ nodeId }) => nodeId)).toContain('checkBooking');
    expect(said(result.turns)).toContain('peter');
    expect(result.turns.at(-1)?.agent).toMatch(/goodbye/i);
    expectClocks(result.turns);
    const header = (await readFile(wav)).subarray(0, 44);
    expect(header.toString('latin1', 0, 4)).toBe('RIFF');
    expect(header.readUInt16LE(22)).toBe(2); // two channels
    const replay = await weaver('replay', result.callSid, '--json');
    expect(JSON.parse(replay.stdout)).toMatchObject({ ok: true, same: true });
  }, 240_000);

  it('books in English over ConversationRelay', async () => {
    const result = await call('--workflow', 'clinic', '--transport', 'relay', '--scenario', 'booking');
    expect(result).toMatchObject({ ok: true, errors: [], hearing: 'carrier', end: 'completed' });
    expectClocks(result.turns);
  }, 240_000);

  it('books in Cantonese over ConversationRelay', async () => {
    const result = await call('--workflow', 'clinic', '--transport', 'relay', '--language', 'zh-HK');
    expect(result).toMatchObject({ ok: true, errors: [], hearing: 'carrier', end: 'completed' });
    expect(said(result.turns)).toContain('陳大文');
    expect(result.turns.at(-1)?.language).toBe('zh-HK');
  }, 240_000);

  it.skipIf(!findEspeak())(
    'books in Cantonese over Media Streams with a stand-in recogniser, and says so',
    async () => {
      const result = await call('--workflow', 'clinic', '--transport', 'media', '--language', 'zh-HK');
      expect(result).toMatchObject({ ok: true, errors: [], hearing: 'stand-in', end: 'completed' });
      expectClocks(result.turns);
    },
    240_000,
  );

  it('serves a caller who only presses keys', async () => {
    const result = await call('--workflow', 'clinic', '--transport', 'media', '--scenario', 'keypad');
    expect(result).toMatchObject({ ok: true, errors: [] });
    expect(result.turns.slice(1).every(({ input }) => input === 'keys')).toBe(true);
    expect(result.turns.length).toBeGreaterThan(2);
  }, 120_000);

  it('falls silent when the caller cuts in, and history keeps what was heard', async () => {
    const result = await call('--workflow', 'clinic', '--transport', 'media', '--scenario', 'barge-in');
    expect(result).toMatchObject({ ok: true, errors: [] });
    const cut = result.turns.find(({ interrupted }) => interrupted);
    expect(cut?.heard).not.toBe('');
    expect(cut?.agent.startsWith(cut.heard.slice(0, 12))).toBe(true);
    expect(cut?.heard.length).toBeLessThan(cut?.agent.length ?? 0);
    const bargeIn = result.exchanges.find((exchange) => exchange.bargeIn)?.bargeIn;
    expect(bargeIn?.agentSilentMs).toBeLessThanOrEqual(250); // media time: what the caller hears, not how fast we run
  }, 120_000);

  it('asks a silent caller again, then says goodbye', async () => {
    const result = await call('--workflow', 'clinic', '--transport', 'media', '--scenario', 'silence');
    expect(result).toMatchObject({ ok: true, errors: [], end: 'silence' });
    expect(result.turns.filter(({ input }) => input === 'silence').length).toBeGreaterThanOrEqual(2);
  }, 180_000);

  it('keeps what a caller said who hung up in mid-sentence', async () => {
    const result = await call('--workflow', 'clinic', '--transport', 'media', '--scenario', 'hang-up');
    expect(result).toMatchObject({ ok: true, errors: [], end: 'caller-hung-up' });
  }, 120_000);

  it('looks an order up over HTTP', async () => {
    const steps = ['--press', '1042', '--say', 'no thank you'];
    const result = await call('--workflow', 'orders', '--transport', 'media', ...steps);
    expect(result.errors).toEqual([]);
    expect(result.path.map(({ nodeId, outcome }) => `${nodeId}:${outcome ?? ''}`).join(' ')).toMatch(/:ok/);
  }, 120_000);

  it('keeps the sound and the words of a message, and of nothing else', async () => {
    const line = (text: string) => ({ 'en-US': text });
    const document = {
      format: 'call-flow-weaver/workflow',
      formatVersion: 1,
      config: { name: 'Messages', languages: [{ language: 'en-US' }] },
      flow: {
        nodes: [
          { id: 'start', type: 'start', data: { greeting: line('Hello.') } },
          { id: 'leave', type: 'record', data: { prompt: line('Speak after the tone.'), silenceSeconds: 2 } },
          { id: 'thanks', type: 'end', data: { line: line('Thank you. Goodbye.') } },
          { id: 'none', type: 'end', data: { line: line('Goodbye.') } },
        ],
        edges: [
          { id: '1', source: 'start', outcome: 'next', target: 'leave' },
          { id: '2', source: 'leave', outcome: 'recorded', target: 'thanks' },
          { id: '3', source: 'leave', outcome: 'silent', target: 'none' },
        ],
      },
    };
    const post = (path: string, body: unknown) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect((await post('/api/workflows', { slug: 'messages', name: 'Messages', document })).status).toBe(201);
    expect((await post('/api/workflows/messages/publish', {})).ok).toBe(true);
    const steps = ['--say', 'please call me back tomorrow'];
    const over = (transport: string) => call('--workflow', 'messages', '--transport', transport, ...steps);
    const [result, byCarrier] = await Promise.all([over('media'), over('relay')]);
    expect(result).toMatchObject({ errors: [], end: 'completed' });
    expect(result.path.map(({ nodeId }) => nodeId)).toEqual(['start', 'leave', 'thanks']);
    expect(said(result.turns)).toMatch(/call|tomorrow/);
    const recording = `${url}/api/calls/${result.callSid}/recording`;
    const wav = Buffer.from(await (await fetch(recording)).arrayBuffer());
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
    const peaks = (await (await fetch(`${recording}/peaks`)).json()) as {
      startMs: number;
      durationMs: number;
      caller: number[];
      agent: number[];
    };
    // From the tone on: the greeting before it is nobody's message, and the agent's own voice none of it.
    expect(peaks.startMs).toBeGreaterThan(1_000);
    expect(peaks.durationMs).toBeLessThan(15_000);
    expect(Math.max(...peaks.caller)).toBeGreaterThan(0.05);
    expect(Math.max(...peaks.agent)).toBe(0);
    const replay = await weaver('replay', result.callSid, '--json');
    expect(JSON.parse(replay.stdout)).toMatchObject({ ok: true, same: true });
    // The carrier tells words before they are final: none of them counts twice.
    expect(byCarrier).toMatchObject({ errors: [], end: 'completed' });
    expect(byCarrier.path.map(({ nodeId }) => nodeId)).toEqual(['start', 'leave', 'thanks']);
    expect(said(byCarrier.turns).match(/call me back/gi)).toHaveLength(1);
  }, 120_000);
});
