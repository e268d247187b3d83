import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mulawDecode } from '../../../lib/g711.ts';
import { seededRandom, type Clock } from '../../../types/clock.ts';
import type { ModelRequest } from '../../../types/ports.ts';
import {
  constantLatency,
  findProfile,
  latencyProfiles,
  profileLatency,
  providerEpisodes,
  SpokenBoard,
  StandInModel,
  StandInRecogniser,
  StandInSynthesiser,
  withEpisodes,
  zeroLatency,
} from './index.ts';
import published from './profiles.json' with { type: 'json' };
import { probit } from './probit.ts';

/** Time that moves when told. */
class TestClock implements Clock {
  #now = 0;
  #timers: { at: number; fn: () => void }[] = [];
  now = () => this.#now;
  wall = () => this.#now;
  after = (ms: number, fn: () => void) => {
    const timer = { at: this.#now + ms, fn };
    this.#timers.push(timer);
    return timer;
  };
  cancel = (handle: unknown) => {
    this.#timers = this.#timers.filter((timer) => timer !== handle);
  };
  advance(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.cancel(due);
      this.#now = due.at;
      due.fn();
    }
    this.#now = until;
  }
}

const percentile = (sorted: readonly number[], p: number) => sorted[Math.floor(sorted.length * p)]!;

describe('published latencies', () => {
  it('are drawn so that the published points come back', () => {
    for (const profile of latencyProfiles) {
      const source = profileLatency(profile, seededRandom(7));
      const drawn = Array.from({ length: 20_000 }, () => source.next()).sort((a, b) => a - b);
      expect(drawn[0]).toBeGreaterThan(0);
      expect(drawn.at(-1)).toBeLessThanOrEqual(profile.max ?? Number.POSITIVE_INFINITY);
      for (const [p, ms] of profile.knots) {
        const got = percentile(drawn, p!);
        // The rank of a percentile wanders by chance: compare with its neighbours.
        const wander = 4 * Math.sqrt((p! * (1 - p!)) / drawn.length);
        const [low, high] = [
          percentile(drawn, p! - wander),
          percentile(drawn, Math.min(0.9999, p! + wander)),
        ];
        const want = ms! - (profile.subtractMs ?? 0);
        expect(want, `${profile.id} P${p! * 100}: ${got}`).toBeGreaterThanOrEqual(low * 0.999);
        expect(want, `${profile.id} P${p! * 100}: ${got}`).toBeLessThanOrEqual(high * 1.001);
      }
    }
  });

  it('repeat with their seed', () => {
    const draw = () => {
      const source = profileLatency('llm/groq/gpt-oss-120b', seededRandom(3));
      return [source.next(), source.next(), source.next()];
    };
    expect(draw()).toEqual(draw());
  });

  it('refuse what was never published', () => {
    const refused = expect.objectContaining({ code: 'PROVIDER_PROFILE_UNKNOWN' }) as Error;
    const random = seededRandom(1);
    expect(() => profileLatency('llm/cerebras/llama-3.1-8b-3.3-70b', random)).toThrow(refused);
    const row = findProfile('llm/groq/gpt-oss-120b');
    expect(() => profileLatency({ ...row, knots: [[0.5, 98]], max: null }, random)).toThrow(refused);
    expect(() => profileLatency({ ...row, knots: [] }, random)).toThrow(refused);
    expect(() =>
      profileLatency(
        {
          ...row,
          knots: [
            [0.5, 98],
            [0.95, 20],
          ],
        },
        random,
      ),
    ).toThrow(refused);
  });

  const reference = resolve(
    process.env['WEAVER_DATA'] ?? '../shared/data',
    '../reference/provider-profiles.json',
  );
  const bytes = readable(reference);
  if (!bytes) process.stderr.write(`${reference} is absent: profiles are not compared\n`);
  it.runIf(bytes)('are those of the reference file', () => {
    expect(createHash('sha256').update(bytes!).digest('hex')).toBe(published.sha256);
  });

  it('have a source, a date and a grade each', () => {
    for (const { id, source, date, grade } of latencyProfiles) {
      expect({ id, ok: [source, date, grade].every(Boolean) }).toEqual({ id, ok: true });
    }
    expect(new Set(latencyProfiles.map(({ id }) => id)).size).toBe(latencyProfiles.length);
  });

  it('slow down in episodes, as long and as often as declared', () => {
    const clock = new TestClock();
    const policy = { meanNormalMs: 1_000, meanSlowMs: 250, factor: 3 };
    const episodes = providerEpisodes(clock, seededRandom(5), policy);
    const source = withEpisodes(constantLatency(10), episodes);
    let slow = 0;
    for (let i = 0; i < 40_000; i++) {
      const ms = source.next();
      expect([10, 30]).toContain(ms);
      if (ms === 30) slow += 1;
      clock.advance(50);
    }
    expect(slow / 40_000).toBeGreaterThan(0.17);
    expect(slow / 40_000).toBeLessThan(0.23);
  });
});

function readable(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined; // said above
  }
}

it('inverts the normal distribution', () => {
  const table = [
    [0.5, 0],
    [0.8413447460685429, 1],
    [0.95, 1.6448536269514722],
    [0.99, 2.3263478740408408],
    [0.9986501019683699, 3],
    [1e-9, -5.997807015008182],
  ] as const;
  for (const [p, z] of table) expect(probit(p)).toBeCloseTo(z, 7);
  expect(probit(0)).toBe(Number.NEGATIVE_INFINITY);
});

describe('the stand-in recogniser', () => {
  const frame = new Int16Array(160);

  function listen(latency = constantLatency(50)) {
    const clock = new TestClock();
    const board = new SpokenBoard();
    const recogniser = new StandInRecogniser({ board, clock, latency });
    const heard: string[] = [];
    const sink = {
      partial: (text: string) => void heard.push(`~${text}`),
      final: (text: string) => void heard.push(text),
      failed: () => void heard.push('failed'),
    };
    const session = recogniser.open({ language: 'zh-HK', sampleRate: 8000, callSid: 'CA1' }, sink);
    const write = (ms: number) => {
      for (let i = 0; i < ms; i += 20) session.write(frame);
    };
    return { clock, board, recogniser, session, heard, write };
  }

  it('is labelled, and hears what it is told, growing', () => {
    const { recogniser, board, clock, session, heard, write } = listen();
    expect(recogniser.name).toBe('stand-in');
    board.spoken('CA2', 'of another call', 1_000);
    board.spoken('CA1', 'I want to book', 1_200);
    session.begin();
    write(1_200);
    session.finish();
    expect(heard).toEqual(['~I', '~I want', '~I want to', '~I want to book']);
    clock.advance(49);
    expect(heard).toHaveLength(4);
    clock.advance(1);
    expect(heard.at(-1)).toBe('I want to book');
  });

  it('hears only so far at a pause, and the rest after it', () => {
    const { board, clock, session, heard, write } = listen();
    board.spoken('CA1', '我想預約星期二', 1_400);
    session.begin();
    write(600);
    session.finish();
    clock.advance(50);
    write(800);
    session.finish();
    board.spoken('CA1', '三點', 400);
    write(400);
    session.finish();
    clock.advance(50);
    expect(heard.filter((text) => !text.startsWith('~'))).toEqual([
      '我想預',
      '我想預約星期二',
      '我想預約星期二三點',
    ]);
  });

  it('gives no final for a discarded turn, and keeps what is still being said', () => {
    const { board, clock, session, heard, write } = listen();
    board.spoken('CA1', 'one two three four', 1_000);
    session.begin();
    write(200);
    session.finish();
    session.begin();
    clock.advance(100);
    expect(heard).toEqual([]);
    write(1_000);
    session.finish();
    clock.advance(50);
    expect(heard.at(-1)).toBe('one two three four');
    session.finish();
    session.close();
    clock.advance(1_000);
    expect(heard.filter((text) => !text.startsWith('~'))).toHaveLength(1);
  });

  it('hears nothing where nothing was said', async () => {
    const { session, heard } = listen(zeroLatency);
    session.begin();
    session.finish();
    expect(heard).toEqual([]);
    await Promise.resolve();
    expect(heard).toEqual(['']);
  });
});

describe('the stand-in synthesiser', () => {
  function speak(text: string, cancelAt?: number) {
    const clock = new TestClock();
    const synthesiser = new StandInSynthesiser({ clock, latency: constantLatency(100) });
    const pieces: Uint8Array[] = [];
    let done = 0;
    const running = synthesiser.speak(
      { text, language: 'zh-HK' },
      { audio: (mulaw) => void pieces.push(mulaw), done: () => (done += 1), failed: () => undefined },
    );
    clock.advance(cancelAt ?? 99);
    if (cancelAt !== undefined) running.cancel();
    const early = pieces.length;
    clock.advance(1_000);
    return { audio: Buffer.concat(pieces), early, done };
  }

  it('gives speech-like audio as long as the words, after its latency', () => {
    const { audio, early, done } = speak('你好嗎');
    expect([early, done]).toEqual([0, 1]);
    expect(audio).toHaveLength(0.6 * 8000);
    expect(speak('Hello').audio).toHaveLength(Math.ceil((5 * 65) / 20) * 160);
    expect(rmsOf(audio)).toBeGreaterThan(300);
    expect(speak('…').audio).toHaveLength(0);
  });

  it('is silent after cancel', () => {
    expect(speak('你好嗎', 50)).toMatchObject({ early: 0, done: 0 });
  });

  function rmsOf(mulaw: Uint8Array): number {
    const pcm = mulawDecode(mulaw);
    return Math.sqrt(pcm.reduce((sum, it) => sum + it * it, 0) / pcm.length);
  }
});

describe('the stand-in model', () => {
  const request: ModelRequest = { messages: [{ role: 'caller', text: 'Hello there' }], tools: [] };

  function generate(tokenMs: number, cancelAfter = Number.POSITIVE_INFINITY) {
    const clock = new TestClock();
    const model = new StandInModel({
      clock,
      latency: constantLatency(100),
      tokenMs,
      script: ({ messages }) => ({
        text: `You said ${messages.at(-1)!.text}. 好`,
        toolCalls: [{ name: 'book', args: { day: 1 } }],
      }),
    });
    const heard: [number, string][] = [];
    const add = (what: string) => {
      heard.push([clock.now(), what]);
      if (heard.length >= cancelAfter) running.cancel();
    };
    const running = model.generate(request, {
      text: add,
      toolCall: (name) => add(`tool ${name}`),
      done: ({ inputTokens, outputTokens }) => add(`done ${inputTokens} ${outputTokens}`),
      failed: () => add('failed'),
    });
    clock.advance(10_000);
    return heard;
  }

  it('says its script token by token', () => {
    expect(generate(20)).toEqual([
      [100, 'You'],
      [120, ' said'],
      [140, ' Hello'],
      [160, ' there.'],
      [180, ' 好'],
      [200, 'tool book'],
      [200, 'done 2 5'],
    ]);
    expect(generate(0).map(([at]) => at)).toEqual([100, 100, 100, 100, 100, 100, 100]);
  });

  it('is silent after cancel', () => {
    expect(generate(20, 2)).toHaveLength(2);
    expect(generate(0, 2)).toHaveLength(2);
    expect(generate(20, 6)).toHaveLength(6);
  });
});
