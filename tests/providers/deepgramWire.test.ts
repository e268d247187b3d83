import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialectFor } from '../../src/services/providers/deepgram/dialects.ts';
import { keytermsOf } from '../../src/services/providers/deepgram/keyterms.ts';
import { modelVoices } from '../../src/services/providers/deepgram/modelVoices.ts';
import {
  failureOfMessage,
  fluxMessage,
  jsonFields,
  novaMessage,
} from '../../src/services/providers/deepgram/wire.ts';
import { DeepgramServer } from '../../src/simulator/providers/deepgram/server.ts';
import { ManualClock } from '../support/manualClock.ts';
import { TEST_KEY, until } from './contract/harness.ts';
import { expecting, RawClient, settingsAt } from './deepgramKit.ts';

describe('Deepgram’s messages', () => {
  it('are read or refused, whatever comes', () => {
    const shape = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({
          type: fc.constantFrom('Results', 'TurnInfo', 'Error', 'ConfigureSuccess', 'Metadata'),
          start: fc.anything(),
          duration: fc.anything(),
          audio_window_start: fc.anything(),
          audio_window_end: fc.anything(),
          event: fc.anything(),
          transcript: fc.anything(),
          words: fc.anything(),
          code: fc.anything(),
          variant: fc.anything(),
          channel: fc.record({ alternatives: fc.array(fc.anything()) }),
        })
        .map((value) =>
          JSON.stringify(value, (_, field: unknown) => (typeof field === 'bigint' ? 0 : field)),
        ),
    );
    fc.assert(
      fc.property(shape, (data) => {
        for (const message of [novaMessage(data), fluxMessage(data, 0.7)]) {
          if (message === undefined) continue;
          expect(jsonFields(data)?.['type']).toBeDefined();
          if (message.type === 'heard') expect(message.start + message.end).not.toBeNaN();
        }
        expect(() => modelVoices(data)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it('keep their words and times', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1 }), { maxLength: 5 }),
        fc.double({ min: 0, max: 1e4, noNaN: true }),
        fc.double({ min: 0, max: 60, noNaN: true }),
        fc.boolean(),
        (words, start, duration, final) => {
          const transcript = words.join(' ');
          const data = JSON.stringify({
            type: 'Results',
            start,
            duration,
            is_final: final,
            from_finalize: final,
            channel: {
              alternatives: [
                {
                  transcript,
                  confidence: 0.5,
                  words: words.map((word) => ({ word: 'x', punctuated_word: word, start })),
                },
              ],
            },
          });
          expect(novaMessage(data)).toMatchObject({
            text: transcript,
            end: start + duration,
            settled: final,
            finalized: final,
            words: words.map((text) => ({ text })),
          });
        },
      ),
    );
  });

  it('of errors are told apart by their codes, which alone are repeated', () => {
    for (const [code, kind] of [
      ['INVALID_AUTH', 'refused'],
      ['INSUFFICIENT_PERMISSIONS', 'refused'],
      ['ASR_PAYMENT_REQUIRED', 'quota'],
      ['TOO_MANY_REQUESTS', 'rate-limited'],
      ['UNPARSABLE_CLIENT_MESSAGE', 'invalid-request'],
      ['INTERNAL_SERVER_ERROR', 'unavailable'],
      ['the caller said so', 'unavailable'],
    ] as const) {
      const failure = failureOfMessage({ type: 'Error', code, description: 'the caller said so' });
      expect([code, failure.kind]).toEqual([code, kind]);
      expect(failure.message).not.toContain('caller');
    }
  });
});

describe('the words that Deepgram is told to expect', () => {
  it('are never more than 500 tokens can be, and in order', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 150 }), (hints) => {
        const terms = keytermsOf(expecting(...hints));
        expect(Buffer.byteLength(terms.join(' '))).toBeLessThanOrEqual(500);
        expect(terms.length).toBeLessThanOrEqual(100);
        expect(hints.map((hint) => hint.replace(/\s+/g, ' ').trim())).toEqual(expect.arrayContaining(terms));
      }),
    );
    expect(keytermsOf(undefined)).toEqual([]);
  });

  it('cannot be changed on regional hosts with nova, nor told to older models', () => {
    const hears = (url: string, sttModel: string) => dialectFor(settingsAt(url, { sttModel }), 'en-US');
    expect(hears('https://api.deepgram.com', 'nova-3')?.configurable).toBe(true);
    expect(hears('https://api.eu.deepgram.com', 'nova-3')?.configurable).toBe(false);
    expect(hears('https://api.eu.deepgram.com', 'flux-general-en')?.configurable).toBe(true);
    expect(hears('https://api.deepgram.com', 'nova-2')).toMatchObject({
      configurable: false,
      takesKeyterms: false,
    });
  });
});

describe('the simulated Deepgram', () => {
  const clock = new ManualClock();
  let server: DeepgramServer;
  beforeAll(async () => {
    server = await DeepgramServer.start({ clock });
  });
  afterAll(() => server.close());
  const audio = 'encoding=mulaw&sample_rate=8000';
  const nova = `/v1/listen?model=nova-3&language=en-US&${audio}`;
  const flux = `/v2/listen?model=flux-general-en&${audio}`;
  const aura = `/v1/speak?model=aura-2-thalia-en&${audio}`;
  const client = (path: string, headers?: Record<string, string>) =>
    new RawClient(server.url + path, headers);

  for (const [what, path, headers, status] of [
    ['a path that does not exist', '/v3/listen', undefined, 404],
    ['nova at Flux’s path', `/v2/listen?model=nova-3&${audio}`, undefined, 400],
    ['Flux at nova’s path', `/v1/listen?model=flux-general-en&language=en&${audio}`, undefined, 400],
    ['no key', nova, {}, 401],
    ['a wrong key', flux, { authorization: 'Token nobody' }, 401],
    ['the key as a bearer token', aura, { authorization: `Bearer ${TEST_KEY}` }, 401],
    ['the key in the address', `${nova}&token=${TEST_KEY}`, {}, 401],
    ['a misspelled option', `${nova}&interim_result=true`, undefined, 400],
    ['another encoding', '/v1/speak?model=aura-2-thalia-en&encoding=mp3&sample_rate=8000', undefined, 400],
    ['no sample rate', '/v1/listen?model=nova-3&language=en-US&encoding=mulaw', undefined, 400],
    ['a voice that it does not have', `/v1/speak?model=aura-2-nobody-en&${audio}`, undefined, 400],
    ['a container on the socket', `${aura}&container=none`, undefined, 400],
    ['an impatient end of turn', `${flux}&eot_timeout_ms=100`, undefined, 400],
  ] as const)
    it(`refuses ${what}`, async () => {
      const wrong = client(path, headers);
      await until('the refusal', () => wrong.refused !== undefined);
      expect(wrong.refused?.status).toBe(status);
      expect(wrong.refused?.reason).toBeTruthy();
    });

  for (const [what, path, message] of [
    ['a KeepAlive at Flux', flux, { type: 'KeepAlive' }],
    ['a Finalize at Flux', flux, { type: 'Finalize' }],
    ['an unknown message at nova', nova, { type: 'Finalise' }],
    ['what is no JSON', nova, 'hello'],
    ['Speak without text', aura, { type: 'Speak' }],
    ['more than 2,000 characters', aura, { type: 'Speak', text: 'x'.repeat(2_001) }],
  ] as const)
    it(`ends a connection for ${what}`, async () => {
      const wrong = await client(path).open();
      wrong.send(message);
      await until('the close', () => wrong.closed !== undefined);
      expect([wrong.messages.at(-1)?.type, wrong.closed?.code]).toEqual(['Error', 1008]);
    });

  it('ends a speaking connection that is sent audio', async () => {
    const wrong = await client(aura).open();
    wrong.socket.send(Buffer.alloc(160));
    await until('the close', () => wrong.closed !== undefined);
    expect(wrong.closed).toEqual({ code: 1008, reason: 'DATA-0001' });
  });

  it('closes a listening connection that is silent for ten seconds, as Deepgram says it', async () => {
    const silent = [await client(nova).open(), await client(flux).open()];
    const speaking = await client(aura).open();
    clock.advance(9_999);
    silent[0]?.send({ type: 'KeepAlive' });
    const kept = () =>
      server.connections.some(
        ({ path, messages }) => path === '/v1/listen' && messages[0]?.includes('KeepAlive'),
      );
    await until('KeepAlive', kept);
    clock.advance(1);
    await until('the close', () => silent[1]?.closed !== undefined);
    expect(silent[0]?.closed).toBeUndefined();
    clock.advance(10_000);
    await until('the close', () => silent[0]?.closed !== undefined);
    for (const { closed } of silent) expect(closed).toMatchObject({ code: 1011, reason: /net0001/ });
    expect(speaking.closed).toBeUndefined();
    speaking.send({ type: 'Close' });
    await until('the close', () => speaking.closed !== undefined);
    expect(speaking.closed?.code).toBe(1000);
  });

  it('warns at the twenty-first Flush within a minute, and obeys again after it', async () => {
    const hasty = await client(aura).open();
    const count = (type: string) => hasty.messages.filter((message) => message.type === type).length;
    for (let i = 0; i < 21; i++) {
      hasty.send({ type: 'Speak', text: 'a' });
      hasty.send({ type: 'Flush' });
    }
    await until('the warning', () => count('Warning') === 1);
    expect([count('Flushed'), hasty.audioBytes]).toEqual([20, 20 * 480]);
    clock.advance(60_000);
    hasty.send({ type: 'Flush' });
    await until('the audio that was kept', () => count('Flushed') === 21);
    expect(hasty.audioBytes).toBe(21 * 480);
    hasty.socket.close();
  });

  it('ends streams as documented: nova with a summary, Flux with an update and no code', async () => {
    const [one, two] = [await client(nova).open(), await client(flux).open()];
    for (const it of [one, two]) it.send({ type: 'CloseStream' });
    await until('the ends', () => one.closed !== undefined && two.closed !== undefined);
    expect([one.messages.at(-1)?.type, one.closed?.code]).toEqual(['Metadata', 1000]);
    expect([two.messages.at(-1)?.type, two.closed?.code]).toEqual(['TurnInfo', 1005]);
  });

  it('serves the list of models, and nothing else, to who has the key', async () => {
    const ask = (path: string, authorization: string) =>
      fetch(server.url + path, { headers: { authorization } }).then(({ status }) => status);
    expect(await ask('/v1/models', `Token ${TEST_KEY}`)).toBe(200);
    expect(await ask('/v1/models', 'Token nobody')).toBe(401);
    expect(await ask('/v1/projects', `Token ${TEST_KEY}`)).toBe(404);
  });
});
