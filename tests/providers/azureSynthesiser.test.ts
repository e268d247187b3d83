/** What is special about Azure's synthesiser: SSML, words, voices, and one utterance after another on warm connections. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mulawDecode } from '../../src/lib/g711.ts';
import { ProviderError } from '../../src/services/providers/shared/failure.ts';
import { AzureSynthesiser } from '../../src/services/providers/azure/synthesiser.ts';
import { AzureServer } from '../../src/simulator/providers/azure/server.ts';
import { hearToneSpeech, SYMBOL_MS } from '../../src/simulator/providers/toneSpeech.ts';
import { aWhile, until } from './contract/harness.ts';
import { PushedClock, say, SETTINGS, SilentHost } from './azureKit.ts';

let server: AzureServer;
let clock: PushedClock;
let part: AzureSynthesiser;
beforeEach(async () => {
  server = await AzureServer.start();
  clock = new PushedClock();
  part = new AzureSynthesiser({ ...SETTINGS, ttsUrl: server.url }, clock);
});
afterEach(async () => {
  await part.close();
  await server.close();
});

describe('what goes out', () => {
  it('has the voice of the language, its locale and the rate, and no key in the address', async () => {
    await say(part, { text: '早晨', language: 'zh-MO' });
    await say(part, { text: 'Hello', voice: 'en-US-GuyNeural', rate: 1.25 });
    await say(part, { text: 'Slowly', rate: 0.2 });
    expect(server.spoken).toEqual([
      { text: '早晨', language: 'zh-HK', voice: 'zh-HK-HiuMaanNeural', rate: undefined },
      { text: 'Hello', language: 'en-US', voice: 'en-US-GuyNeural', rate: '+25%' },
      { text: 'Slowly', language: 'en-US', voice: 'en-US-JennyNeural', rate: '-50%' },
    ]);
    expect(server.addresses.join()).not.toContain(SETTINGS.key);
  });

  it('is a request for each part of a long text, and none for parts without letters', async () => {
    const sentence = 'This sentence is said again and again. ';
    const text = `${sentence.repeat(80)}${'- '.repeat(2_000)}The end.`;
    const { mulaw, spoken } = await say(part, { text });
    expect(hearToneSpeech(mulawDecode(mulaw))).toMatch(/^This sentence.*The end\.$/s);
    const texts = server.spoken.map((each) => each.text);
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.every((each) => /\p{L}/u.test(each) && each.length <= part.capabilities.maxCharacters)).toBe(
      true,
    );
    // Words of later parts are counted from the beginning of the whole text and of the whole audio.
    expect(spoken.at(-1)?.[0]).toBe(text.length);
    expect(spoken.at(-1)?.[1]).toBeCloseTo(mulaw.length / 8, 0);
  }, 30_000);
});

describe('word positions', () => {
  it('are of the text, whatever the SSML made of it', async () => {
    const text = 'name & voice <name> "say" 7 o’clock';
    const { spoken } = await say(part, { text, rate: 1.1 });
    const words = spoken.map(([length]) => text.slice(0, length));
    expect(words[0]).toBe('name');
    expect(words[1]).toBe('name &');
    expect(words.at(-1)).toBe(text);
    for (const [length, atMs] of spoken) {
      expect(atMs).toBe(new TextEncoder().encode(text.slice(0, length)).length * SYMBOL_MS);
    }
  });
});

describe('connections', () => {
  it('serve one clause after another', async () => {
    await part.warm();
    for (const text of ['One.', 'Two.', 'Three.']) {
      expect(hearToneSpeech(mulawDecode((await say(part, { text })).mulaw))).toBe(text);
    }
    expect(server.tts.counts).toMatchObject({ connections: 1, requests: 3, completed: 3 });
  });

  it('outlive a caller who cuts in', async () => {
    let heard = 0;
    const text = 'This is a long sentence, and the caller does not want to hear the end of it.';
    const nothing = () => undefined;
    const handle = part.speak(
      { text: text.repeat(5), language: 'en-US' },
      { audio: () => void heard++, done: nothing, failed: nothing },
    );
    await until('audio', () => heard > 0);
    handle.cancel();
    await until('the stop', () => server.tts.counts.cancelled === 1);
    await until('the free connection', () => clock.timers.every(({ ms }) => ms !== 1_000));
    await say(part, { text: 'Yes?' });
    expect(server.tts.counts.connections).toBe(1);
  });

  it('outlive a clause that is cancelled before it was sent', async () => {
    await part.warm();
    const nothing = () => undefined;
    const sink = { audio: nothing, done: nothing, failed: nothing };
    part.speak({ text: 'Said too early.', language: 'en-US' }, sink).cancel();
    await until('the stop', () => server.tts.counts.cancelled === 1);
    await until('the free connection', () => clock.timers.every(({ ms }) => ms !== 1_000));
    await say(part, { text: 'Yes?' });
    expect(server.tts.counts.connections).toBe(1);
  });

  it('are given up when the service does not stop', async () => {
    server.tts.fault = { kind: 'hang', afterOutputs: 1 };
    let heard = 0;
    const nothing = () => undefined;
    const handle = part.speak(
      { text: 'A sentence that hangs in its middle, for ever.', language: 'en-US' },
      { audio: () => void heard++, done: nothing, failed: nothing },
    );
    await until('audio', () => heard > 0);
    handle.cancel();
    clock.run(1_000);
    server.tts.fault = null;
    await say(part, { text: 'Yes?' });
    expect(server.tts.counts.connections).toBe(2);
    expect(clock.timers.map(({ ms }) => ms)).toEqual([240_000]);
  });

  describe('the next one is opened ahead (the clause after a pause or a barge-in waited for a handshake)', () => {
    const opened = (count: number) =>
      until(
        `connection ${count}`,
        () => server.tts.counts.connections === count && clock.timers.length === 1,
      );

    it('when the service went on with what was cut off', async () => {
      server.tts.fault = { kind: 'hang', afterOutputs: 1 };
      let heard = 0;
      const nothing = () => undefined;
      const sink = { audio: () => void heard++, done: nothing, failed: nothing };
      const handle = part.speak({ text: 'A sentence that hangs in its middle.', language: 'en-US' }, sink);
      await until('audio', () => heard > 0);
      handle.cancel();
      clock.run(1_000);
      server.tts.fault = null;
      await opened(2);
      await say(part, { text: 'Yes?' });
      expect(server.tts.counts.connections).toBe(2);
    });

    it('when one was idle for too long, as long as there are callers', async () => {
      await say(part, { text: 'One.' });
      clock.run(240_000);
      await opened(2);
      clock.shiftMs += 570_000;
      clock.run(240_000);
      await opened(3);
      clock.shiftMs += 60_000;
      clock.run(240_000);
      await aWhile();
      expect(server.tts.counts.connections).toBe(3);
      expect(clock.timers).toEqual([]);
    });

    it('when the service closed the idle one, but not again and again', async () => {
      await part.warm();
      clock.shiftMs += 60_000;
      server.dropConnections();
      await until('connection 2', () => server.tts.counts.connections === 2);
      await aWhile();
      server.dropConnections();
      await aWhile();
      expect(server.tts.counts.connections).toBe(2);
      await say(part, { text: 'Yes?' });
      expect(server.tts.counts.connections).toBe(3);
    });

    it('once: not while another waits, and not again when it cannot be had', async () => {
      await Promise.all(['One.', 'Two.'].map((text) => say(part, { text })));
      expect(server.tts.counts.connections).toBe(2);
      clock.timers[0]?.fn();
      await aWhile();
      expect(server.tts.counts.connections).toBe(2);
      server.tts.fault = { kind: 'status', status: 503 };
      clock.run(240_000);
      await aWhile();
      expect(server.addresses).toHaveLength(3);
      server.tts.fault = null;
      expect((await say(part, { text: 'Three.' })).failure).toBeUndefined();
    });

    it('is for one clause: a second at the same time opens its own', async () => {
      await say(part, { text: 'One.' });
      clock.run(240_000);
      const said = await Promise.all(['Two.', 'Three.'].map((text) => say(part, { text })));
      expect(said.map(({ failure }) => failure)).toEqual([undefined, undefined]);
      expect(server.tts.counts.connections).toBe(3);
    });

    it('not by one that is closed', async () => {
      await say(part, { text: 'One.' });
      await part.close();
      await aWhile();
      expect(server.tts.counts.connections).toBe(1);
    });
  });

  it('end with the adapter, and every clause is told (it was left in silence)', async () => {
    server.tts.fault = { kind: 'hang', afterOutputs: 1 };
    const speaking = say(part, { text: 'A sentence that hangs in its middle, for ever.' });
    await until('the request', () => server.tts.counts.requests === 1);
    const connecting = say(part, { text: 'Said while it connects.' });
    await part.close();
    for (const { failure } of await Promise.all([speaking, connecting])) {
      expect(failure).toMatchObject({ provider: 'azure', kind: 'aborted', retryable: false });
    }
    await until('the end of all timers', () => clock.timers.length === 0);
  });

  it('are closed before the service does it, and replaced after 200 clauses', async () => {
    await say(part, { text: 'One.' });
    clock.run(240_000);
    for (let i = 0; i < 201; i++) await say(part, { text: 'x' });
    expect(server.tts.counts.connections).toBe(3);
  }, 30_000);

  it('are not waited for for ever: a host that never answers is stalled', async () => {
    const host = new SilentHost();
    const silent = new AzureSynthesiser({ ...SETTINGS, ttsUrl: await host.start() }, clock);
    const warm = silent.warm().catch((error: unknown) => error);
    await until('the connection', () => host.sockets.length === 1);
    clock.run(5_000);
    const error = await warm;
    expect(error).toBeInstanceOf(ProviderError);
    expect((error as ProviderError).failure.kind).toBe('stalled');
    await until('the socket to close', () => host.closed === 1);
    const given = silent.warm().catch((reason: unknown) => reason);
    await until('another', () => host.sockets.length === 2);
    await silent.close();
    expect(((await given) as ProviderError).failure.kind).toBe('aborted');
    await until('the socket to close', () => host.closed === 2);
    host.close();
  });

  it('fail once, without another attempt, when the key is wrong', async () => {
    const wrong = new AzureSynthesiser({ ...SETTINGS, key: 'wrong', ttsUrl: server.url }, clock);
    expect((await say(wrong, { text: 'Hello?' })).failure?.kind).toBe('refused');
    await expect(wrong.warm()).rejects.toBeInstanceOf(ProviderError);
    expect(server.addresses).toHaveLength(2);
  });
});

describe('voices', () => {
  it('knows those of its table, each once, with all its languages', () => {
    const voices = part.voices();
    expect(voices.find(({ id }) => id === 'zh-HK-HiuMaanNeural')).toEqual({
      id: 'zh-HK-HiuMaanNeural',
      name: 'HiuMaan',
      languages: ['zh-HK', 'zh-MO'],
      gender: 'female',
    });
    expect(new Set(voices.map(({ id }) => id)).size).toBe(voices.length);
    expect(voices.every(({ name }) => /^[\p{L}\p{N}:]+$/u.test(name))).toBe(true);
  });

  it('asks the service for its list', async () => {
    const voices = await part.listVoices(new AbortController().signal);
    expect(voices).toContainEqual({
      id: 'en-US-AvaMultilingualNeural',
      name: 'AvaMultilingual',
      languages: ['en-US', 'zh-HK', 'fr-FR'],
      gender: 'female',
    });
  });

  it('says why there is no list', async () => {
    const kind = async (signal = new AbortController().signal) => {
      const error: unknown = await part.listVoices(signal).catch((reason: unknown) => reason);
      return error instanceof ProviderError ? error.failure.kind : error;
    };
    server.tts.fault = { kind: 'status', status: 429 };
    expect(await kind()).toBe('rate-limited');
    server.tts.fault = { kind: 'garbage' };
    expect(await kind()).toBe('internal');
    server.tts.fault = { kind: 'stall' };
    const stop = new AbortController();
    const stopped = kind(stop.signal);
    stop.abort();
    expect(await stopped).toBe('aborted');
  });
});
