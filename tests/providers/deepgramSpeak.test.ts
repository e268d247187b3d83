import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mulawDecode } from '../../src/lib/g711.ts';
import { deepgramEntries } from '../../src/services/providers/deepgram/entries.ts';
import { DeepgramSynthesiser } from '../../src/services/providers/deepgram/synthesiser.ts';
import { auraSpeed, auraVoiceFor, auraVoices } from '../../src/services/providers/deepgram/voices.ts';
import { DeepgramServer } from '../../src/simulator/providers/deepgram/server.ts';
import { hearToneSpeech } from '../../src/simulator/providers/toneSpeech.ts';
import type { ProviderFailure, SynthesisDetail, SynthesisRequest } from '../../src/types/ports.ts';
import { ManualClock } from '../support/manualClock.ts';
import { aWhile, expectFailure, until } from './contract/harness.ts';
import { ScriptedServer, settingsAt } from './deepgramKit.ts';

class Speech {
  readonly pieces: Uint8Array[] = [];
  detail: SynthesisDetail | undefined;
  failure: ProviderFailure | undefined;
  ended = 0;
  readonly handle: { cancel(): void };

  constructor(synthesiser: DeepgramSynthesiser, text: string, more: Partial<SynthesisRequest> = {}) {
    this.handle = synthesiser.speak(
      { text, language: 'en-US', ...more },
      {
        audio: (mulaw) => void this.pieces.push(mulaw),
        done: (detail) => {
          this.ended++;
          this.detail = detail;
        },
        failed: (failure) => {
          this.ended++;
          this.failure = failure;
        },
      },
    );
  }

  get heard(): string {
    return hearToneSpeech(mulawDecode(Buffer.concat(this.pieces)));
  }

  async end(): Promise<this> {
    await until('the end', () => this.ended > 0);
    return this;
  }
}

describe('the Deepgram synthesiser', () => {
  let server: DeepgramServer;
  let aura: DeepgramSynthesiser;
  beforeEach(async () => {
    server = await DeepgramServer.start();
    aura = new DeepgramSynthesiser(settingsAt(server.url));
  });
  afterEach(async () => {
    await aura.close();
    await server.close();
  });
  const say = (text: string, more: Partial<SynthesisRequest> = {}) => new Speech(aura, text, more);

  it('tells every clause when it is closed, whether it speaks or connects (they were left in silence)', async () => {
    server.tts.fault = { kind: 'stall' };
    const speaking = say('This sentence never comes.');
    await until('the request', () => server.tts.counts.requests === 1);
    const connecting = say('This one has not begun.');
    await aura.close();
    await aWhile();
    for (const { failure, ended } of [speaking, connecting]) {
      expect(failure).toMatchObject({ provider: 'deepgram', kind: 'aborted', retryable: false });
      expect(ended).toBe(1);
    }
  });

  it('asks for telephone audio of the first voice, and says whose it was', async () => {
    const speech = await say('Hello "you" <3').end();
    expect(speech.heard).toBe('Hello "you" <3');
    expect(speech.detail).toEqual({ provider: 'deepgram', voice: 'aura-2-thalia-en' });
    const [seen] = server.connections;
    expect([seen?.path, seen?.query.toString()]).toEqual([
      '/v1/speak',
      'model=aura-2-thalia-en&encoding=mulaw&sample_rate=8000',
    ]);
    expect(seen?.messages).toEqual(['{"type":"Speak","text":"Hello \\"you\\" <3"}', '{"type":"Flush"}']);
  });

  it('keeps the connection after a barge-in: Clear, and the next clause when that is confirmed', async () => {
    server.tts.latency = { next: () => 40 };
    const cut = say('This is going to be interrupted by the caller.');
    await until('the first audio', () => cut.pieces.length > 0);
    cut.handle.cancel();
    const heard = cut.pieces.length;
    await until('the end of it', () => server.tts.counts.cancelled === 1);
    await aWhile();
    const next = await say('As you wish.').end();
    expect(next.heard).toBe('As you wish.');
    expect([cut.pieces.length, cut.ended]).toEqual([heard, 0]);
    expect(server.connections).toHaveLength(1);
    expect(server.connections[0]?.messages[2]).toBe('{"type":"Clear"}');
  });

  it('takes another connection before the twentieth Flush within a minute is over', async () => {
    for (let clause = 0; clause < 25; clause++) {
      const speech = await say(`No ${clause}`).end();
      expect(speech.failure).toBeUndefined();
    }
    expect(
      server.connections.map(({ messages }) => messages.filter((it) => it.includes('Flush')).length),
    ).toEqual([20, 5]);
  });

  it('speaks at another rate where the voice can, on a connection of its own', async () => {
    await say('Slow.', { rate: 0.8 }).end();
    await say('Langsam.', { language: 'de-DE', rate: 0.8 }).end();
    await say('Usual.', { rate: 1 }).end();
    expect(server.connections.map(({ query }) => [query.get('model'), query.get('speed')])).toEqual([
      ['aura-2-thalia-en', '0.8'],
      ['aura-2-viktoria-de', null],
      ['aura-2-thalia-en', null],
    ]);
  });

  it('has nothing to say for marks alone', async () => {
    const speech = await say('… — !').end();
    expect([speech.failure, speech.pieces.length, server.connections.length]).toEqual([undefined, 0, 0]);
  });

  it('lists the voices of the service', async () => {
    const voices = await aura.listVoices(AbortSignal.timeout(5_000));
    expect(voices).toHaveLength(5);
    expect(voices[2]).toEqual({
      id: 'aura-2-draco-en',
      name: 'Draco',
      languages: ['en', 'en-GB'],
      gender: 'male',
    });
    server.tts.fault = { kind: 'status', status: 401 };
    await expect(aura.listVoices(AbortSignal.timeout(5_000))).rejects.toMatchObject({
      failure: { kind: 'refused', message: 'HTTP 401' },
    });
    await expect(aura.listVoices(AbortSignal.abort())).rejects.toMatchObject({
      failure: { kind: 'aborted' },
    });
  });

  it('warms by opening the connection that the first clause uses', async () => {
    server.tts.fault = { kind: 'status', status: 403 };
    await expect(aura.warm()).rejects.toMatchObject({ failure: { kind: 'refused' } });
    server.tts.fault = null;
    await aura.warm();
    await say('Hello.').end();
    expect(server.connections).toHaveLength(1);
  });

  it('lets an unused connection go before it is old', async () => {
    const clock = new ManualClock();
    const patient = new DeepgramSynthesiser(settingsAt(server.url), clock);
    await patient.warm();
    clock.advance(44_000);
    await new Speech(patient, 'One.').end();
    clock.advance(45_000);
    await until('Close', () => server.connections[0]?.messages.at(-1) === '{"type":"Close"}');
    await new Speech(patient, 'Two.').end();
    expect(server.connections).toHaveLength(2);
    await patient.close();
  });
});

describe('a speaking connection that is always in use', () => {
  it('is replaced before its hour is over', async () => {
    const clock = new ManualClock();
    const server = await DeepgramServer.start({ clock });
    const aura = new DeepgramSynthesiser(settingsAt(server.url), clock);
    for (let second = 0; second < 3_000; second += 40) {
      await new Speech(aura, 'a').end();
      clock.advance(40_000);
    }
    expect(server.connections).toHaveLength(1);
    await new Speech(aura, 'a').end();
    expect(server.connections).toHaveLength(2);
    await aura.close();
    await server.close();
  });
});

describe('what the Deepgram synthesiser makes of odd answers', () => {
  let server: ScriptedServer;
  let clock: ManualClock;
  let aura: DeepgramSynthesiser;
  beforeEach(async () => {
    server = await ScriptedServer.start();
    clock = new ManualClock();
    aura = new DeepgramSynthesiser(settingsAt(server.url), clock);
  });
  afterEach(async () => {
    await aura.close();
    await server.close();
  });
  const audio = Buffer.alloc(800, 0x55);
  const say = async (flush: number): Promise<Speech> => {
    const speech = new Speech(aura, 'Some words.');
    await server.heard('Flush', flush);
    return speech;
  };

  it('is not ended by the Flushed of a clause that was cut off', async () => {
    const cut = await say(1);
    cut.handle.cancel();
    await server.heard('Clear');
    server.say(audio);
    server.say({ type: 'Cleared', sequence_id: 0 });
    await aWhile();
    const next = await say(2);
    server.say({ type: 'Flushed', sequence_id: 1 });
    server.say(audio);
    server.say({ type: 'Flushed', sequence_id: 2 });
    await next.end();
    expect([next.failure, next.pieces.length, cut.pieces.length]).toEqual([undefined, 1, 0]);
    expect(server.sockets).toHaveLength(1);
  });

  it('does not use a connection again whose Clear is not confirmed', async () => {
    const cut = await say(1);
    cut.handle.cancel();
    await server.heard('Clear');
    const next = await say(2);
    expect(server.sockets).toHaveLength(2);
    clock.advance(1_000);
    await server.heard('Close');
    server.say(audio);
    server.say({ type: 'Flushed', sequence_id: 0 });
    expect((await next.end()).failure).toBeUndefined();
  });

  it('fails when a message was not obeyed, and when the text had words but no audio came', async () => {
    const first = await say(1);
    server.say({ type: 'Warning', code: 'X', description: 'secret' });
    expectFailure((await first.end()).failure, ['rate-limited']);
    const second = await say(2);
    server.say({ type: 'Metadata', request_id: 'r' });
    server.say({ type: 'Flushed', sequence_id: 0 });
    expectFailure((await second.end()).failure, ['unavailable']);
  });
});

describe('Aura’s voices', () => {
  it('are named once each, and found by locale, by language, or by the settings', () => {
    expect(new Set(auraVoices.map(({ id }) => id)).size).toBe(auraVoices.length);
    for (const [language, model, voice] of [
      ['en-US', 'aura-2', 'aura-2-thalia-en'],
      ['en-GB', 'aura-2', 'aura-2-pandora-en'],
      ['en-HK', 'aura-2', 'aura-2-thalia-en'],
      ['es-MX', 'aura-2', 'aura-2-estrella-es'],
      ['fr-CA', 'aura-2', 'aura-2-agathe-fr'],
      ['en-US', 'aura-2-orion-en', 'aura-2-orion-en'],
      ['de-DE', 'aura-2-orion-en', 'aura-2-viktoria-de'],
      ['zh-HK', 'aura-2', undefined],
    ] as const)
      expect([language, model, auraVoiceFor(language, model)]).toEqual([language, model, voice]);
  });

  it('keep their rate within what is documented', () => {
    expect(auraSpeed('aura-2-thalia-en', 0.2)).toBe(0.7);
    expect(auraSpeed('aura-2-thalia-en', 9)).toBe(1.5);
    expect(auraSpeed('aura-2-diana-es', 0.7)).toBe(0.9);
    expect(auraSpeed('aura-2-thalia-en', 1.01)).toBeUndefined();
    expect(auraSpeed('aura-2-thalia-en', Number.NaN)).toBeUndefined();
    expect(auraSpeed('aura-2-agathe-fr', 0.8)).toBeUndefined();
  });
});

describe('Deepgram’s entries', () => {
  it('say what is missing, and load with what is there', async () => {
    const given: { settings?: ReturnType<typeof settingsAt> } = {};
    const [recogniser, synthesiser] = deepgramEntries(() => given.settings);
    expect(recogniser?.unavailable()).toMatch(/DEEPGRAM_API_KEY/);
    await expect(synthesiser?.load()).rejects.toThrow(/DEEPGRAM_API_KEY/);
    expect(recogniser?.supports('zh-HK')).toBe(true);
    expect(synthesiser?.supports('zh-HK')).toBe(false);
    given.settings = settingsAt('http://127.0.0.1:1');
    expect(recogniser?.unavailable()).toBeUndefined();
    for (const entry of [recogniser, synthesiser]) expect((await entry?.load())?.['name']).toBe('deepgram');
  });
});
