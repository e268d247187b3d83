/** The simulated ElevenLabs is as strict as the real one: what a wrong client sends is refused in its words. */
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mulawEncode } from '../../src/lib/g711.ts';
import { ElevenLabsServer } from '../../src/simulator/providers/elevenlabs/server.ts';
import { toneSpeech } from '../../src/simulator/providers/toneSpeech.ts';
import { aWhile, until } from './contract/harness.ts';
import { lineAudio, RawClient } from './elevenlabsKit.ts';

let server: ElevenLabsServer;
beforeAll(async () => {
  server = await ElevenLabsServer.start();
});
afterAll(() => server.close());

const speechPath = '/v1/text-to-speech/EXAVITQu4vr4xnSDxMaL/multi-stream-input';
const speechQuery = 'model_id=eleven_flash_v2_5&output_format=ulaw_8000';
const speech = (more = '', path = speechPath) => new RawClient(`${server.url}${path}?${speechQuery}${more}`);
const opening = { text: ' ', context_id: 'a' };

describe('the speech socket', () => {
  it.each([
    `${speechPath}?output_format=ulaw_8000`,
    `${speechPath}?model_id=eleven_flash_v2_5`,
    `${speechPath}?model_id=eleven_v3&output_format=ulaw_8000`,
    `${speechPath}?${speechQuery}&output_format=ulaw_8000`,
    `${speechPath}?model_id=eleven_flash_v2_5&output_format=mp3_44100_128`,
    `${speechPath}?${speechQuery}&inactivity_timeout=181`,
    `${speechPath}?${speechQuery}&auto_mode=1`,
    `${speechPath}?${speechQuery}&xi_api_key=whatever`,
    `${speechPath}?${speechQuery}&language_code=eng`,
    `${speechPath}?model_id=eleven_multilingual_v2&output_format=ulaw_8000&language_code=en`,
  ])('refuses %s', async (address) => {
    const client = new RawClient(`${server.url}${address}`);
    await until('the refusal', () => client.refused !== undefined);
    expect(client.refused).toBe(400);
  });

  it('does not know other paths', async () => {
    const client = new RawClient(`${server.url}/v1/text-to-speech/x/stream-input?${speechQuery}`);
    await until('the refusal', () => client.refused !== undefined);
    expect(client.refused).toBe(404);
  });

  it.each([
    ['a text before the space', [{ text: 'Hello ', context_id: 'a' }], 'invalid_input_message'],
    ['two spaces', [{ text: '  ', context_id: 'a' }], 'invalid_input_message'],
    ['no context', [{ text: ' ' }], 'invalid_input_message'],
    ['a wrong speed', [{ ...opening, voice_settings: { speed: 2 } }], 'invalid_input_message'],
    ['late settings', [opening, { ...opening, text: 'Hi ', voice_settings: {} }], 'invalid_input_message'],
    ['no space at the end', [opening, { text: 'Hello', context_id: 'a' }], 'invalid_input_message'],
    ['an unknown field', [{ ...opening, contextId: 'a' }], 'invalid_input_message'],
    ['no JSON', ['hello'], 'invalid_input_message'],
    ['binary', [Buffer.from(JSON.stringify(opening))], 'invalid_input_message'],
    [
      'a sixth context',
      ['a', 'b', 'c', 'd', 'e', 'f'].map((context_id) => ({ text: ' ', context_id })),
      'max_active_conversations',
    ],
    [
      'text for a closing context',
      [
        opening,
        { text: 'Hello ', context_id: 'a', flush: true },
        { context_id: 'a', close_context: true },
        { text: 'you ', context_id: 'a' },
      ],
      'invalid_input_message',
    ],
  ])('refuses %s', async (_, messages, error) => {
    const client = await speech().open();
    client.send(...messages);
    await until('the close', () => client.closed !== undefined);
    expect(client.messages.at(-1)).toMatchObject({ error, code: 1008 });
    expect(client.closed?.code).toBe(1008);
  });

  it('looks at key and voice with the first message', async () => {
    const stranger = await new RawClient(`${server.url}${speechPath}?${speechQuery}`, {}).open();
    const voiceless = await speech('', '/v1/text-to-speech/nobody/multi-stream-input').open();
    await aWhile();
    expect([stranger.messages, voiceless.messages]).toEqual([[], []]);
    for (const client of [stranger, voiceless]) {
      client.send(opening);
      await until('the close', () => client.closed !== undefined);
    }
    expect(stranger.messages[0]).toMatchObject({ error: 'invalid_api_key' });
    expect(voiceless.messages[0]).toMatchObject({ error: 'voice_id_does_not_exist' });
  });

  it('waits for the flush without auto mode, and says final only for a context that was closed', async () => {
    const client = await speech().open();
    client.send(opening, { text: 'One ', context_id: 'a' });
    await aWhile();
    expect(client.messages).toEqual([]);
    client.send({ text: 'two ', context_id: 'a', flush: true }, { text: '', context_id: 'a' });
    const spoken = () =>
      Buffer.concat(client.messages.map(({ audio }) => Buffer.from(String(audio ?? ''), 'base64')));
    await until('the audio', () => spoken().length === mulawEncode(toneSpeech('One two')).length);
    await aWhile();
    expect(client.messages.every(({ isFinal, alignment }) => isFinal === null && alignment === null)).toBe(
      true,
    );
    client.send({ context_id: 'a', close_context: true });
    await client.gets('final', ({ isFinal }) => isFinal === true);
    client.send({ close_socket: true });
    await until('the close', () => client.closed !== undefined);
    expect(client.closed?.code).toBe(1000);
  });

  it('does not speak what was not flushed when its context is closed', async () => {
    const client = await speech().open();
    client.send(opening, { text: 'One ', context_id: 'a' }, { context_id: 'a', close_context: true });
    await client.gets('final', ({ isFinal }) => isFinal === true);
    expect(client.messages).toHaveLength(1);
  });

  it.each([
    ['spoken', 'audio and final'],
    ['final-without-audio', 'final'],
    ['nothing', 'nothing'],
  ] as const)('a close before the first audio, %s: %s comes', async (earlyClose, comes) => {
    server.earlyClose = earlyClose;
    const client = await speech().open();
    client.send(
      opening,
      { text: 'One ', context_id: 'a', flush: true },
      { context_id: 'a', close_context: true },
    );
    if (comes !== 'nothing') await client.gets('final', ({ isFinal }) => isFinal === true);
    await aWhile();
    server.earlyClose = 'spoken';
    expect(client.messages.some(({ audio }) => audio !== undefined)).toBe(comes === 'audio and final');
    expect(client.messages.some(({ isFinal }) => isFinal === true)).toBe(comes !== 'nothing');
    // The name of the context is free again.
    client.send(opening, { text: 'Two ', context_id: 'a', flush: true });
    await client.gets('audio', ({ audio }) => audio !== undefined);
    expect(client.closed).toBeUndefined();
    client.socket.terminate();
  });

  it('speaks contexts side by side, at once in auto mode', async () => {
    const client = await speech('&auto_mode=true&sync_alignment=true').open();
    for (const context_id of ['a', 'b'])
      client.send({ text: ' ', context_id }, { text: `Words of ${context_id} `, context_id });
    for (const id of ['a', 'b']) await client.gets(`audio of ${id}`, ({ contextId }) => contextId === id);
    expect(client.messages[0]).toMatchObject({ alignment: { charStartTimesMs: [0, 60, 120] } });
    client.socket.terminate();
  });

  it('closes a socket on which nothing is said', async () => {
    const client = await speech('&inactivity_timeout=1').open();
    await until('the close', () => client.closed !== undefined);
    expect(client.messages[0]).toMatchObject({ error: 'input_timeout_exceeded', code: 1008 });
  });
});

const sttPath = '/v1/speech-to-text/realtime';
const sttQuery = 'model_id=scribe_v2_realtime&audio_format=ulaw_8000&commit_strategy=manual';
const chunk = (audio: Uint8Array, commit = false) => ({
  message_type: 'input_audio_chunk',
  audio_base_64: Buffer.from(audio).toString('base64'),
  commit,
  sample_rate: 8_000,
});

describe('the recognition socket', () => {
  const scribe = (query = sttQuery) => new RawClient(`${server.url}${sttPath}?${query}`).open();

  it.each([
    ['no model', sttQuery.replace(/model_id=[^&]+&/, '')],
    ['PCM', sttQuery.replace('ulaw_8000', 'pcm_16000')],
    ['its own voice detector', sttQuery.replace('manual', 'vad')],
    ['a tag for a language', `${sttQuery}&language_code=en-US`],
    ['a long keyterm', `${sttQuery}&keyterms=${'x'.repeat(21)}`],
    ['too many keyterms', `${sttQuery}${'&keyterms=x'.repeat(51)}`],
    ['a key in the address', `${sttQuery}&token=whatever`],
  ])('refuses %s', async (_, query) => {
    const client = await scribe(query);
    await until('the close', () => client.closed !== undefined);
    expect(client.messages).toMatchObject([{ message_type: 'invalid_request' }]);
  });

  it('says first that the session has started, with what it was asked for', async () => {
    const client = await scribe(`${sttQuery}&language_code=eng`);
    const started = await client.gets('start', () => true);
    expect(started).toMatchObject({ message_type: 'session_started', config: { language_code: 'eng' } });
    expect(started['session_id']).toBeTruthy();
    client.socket.close();
  });

  it.each([
    ['another type', { ...chunk(new Uint8Array(8)), message_type: 'audio' }],
    ['another rate', { ...chunk(new Uint8Array(8)), sample_rate: 16_000 }],
    ['no base64', { ...chunk(new Uint8Array(8)), audio_base_64: '???' }],
    ['no JSON', 'hello'],
    ['binary', Buffer.alloc(160)],
    ['an unknown field', { ...chunk(new Uint8Array(8)), audio: '' }],
  ])('refuses %s', async (_, message) => {
    const client = await scribe();
    client.send(message);
    await until('the close', () => client.closed !== undefined);
    expect(client.messages.at(-1)).toMatchObject({ message_type: 'input_error' });
  });

  it('takes previous text in the first chunk only', async () => {
    const client = await scribe();
    const audio = chunk(new Uint8Array(80).fill(0xff));
    client.send({ ...audio, previous_text: 'before' }, audio, { ...audio, previous_text: 'too late' });
    await until('the close', () => client.closed !== undefined);
    expect(client.messages.at(-1)).toMatchObject({ message_type: 'input_error' });
  });

  it('ignores a commit of less than 0.3 s, and goes on', async () => {
    const client = await scribe();
    client.send(chunk(new Uint8Array(800).fill(0xff), true));
    await client.gets('throttling', ({ message_type }) => message_type === 'commit_throttled');
    client.send(chunk(mulawEncode(lineAudio('go on')), true));
    const settled = await client.gets('text', ({ message_type }) => message_type === 'committed_transcript');
    expect(settled['text']).toBe('go on');
    client.socket.close();
  });

  it('says its guess again every second, and once more when it has settled', async () => {
    const client = await scribe();
    const partial = ({ message_type }: { message_type?: unknown }) => message_type === 'partial_transcript';
    client.send(chunk(mulawEncode(lineAudio('hello '))));
    await client.gets('the same guess', partial, 2);
    client.send(chunk(new Uint8Array(0), true));
    await client.gets('guesses', partial, 4);
    expect(client.messages.slice(-5).map(({ message_type, text }) => [message_type, text])).toEqual([
      ['partial_transcript', 'hello'],
      ['partial_transcript', 'hello'],
      ['partial_transcript', 'hello'],
      ['committed_transcript', 'hello'],
      ['partial_transcript', 'hello'],
    ]);
    client.socket.close();
  });

  it('commits by itself after 90 s, between words', async () => {
    const client = await scribe();
    const text = 'word after word '.repeat(110);
    const audio = mulawEncode(lineAudio(text));
    for (let at = 0; at < audio.length; at += 8_000) client.send(chunk(audio.subarray(at, at + 8_000)));
    const settled = ({ message_type }: { message_type?: unknown }) => message_type === 'committed_transcript';
    const first = await client.gets('text', settled);
    client.send(chunk(new Uint8Array(0), true));
    const second = await client.gets('text', settled, 2);
    expect(`${String(first['text'])} ${String(second['text'])}`).toBe(text.trim());
    client.socket.close();
  });
});

describe('HTTP', () => {
  it('has voices and nothing else', async () => {
    for (const [path, method, key, status] of [
      ['/v1/voices', 'GET', 'key-for-tests-0123456789abcdef', 200],
      ['/v1/voices', 'GET', 'another', 401],
      ['/v1/voices', 'POST', 'key-for-tests-0123456789abcdef', 404],
      ['/v2/voices', 'GET', 'key-for-tests-0123456789abcdef', 404],
    ] as const) {
      const answer = await request(`${server.url}${path}`, { method, headers: { 'xi-api-key': key } });
      expect([path, method, answer.statusCode]).toEqual([path, method, status]);
      const body = (await answer.body.json()) as { voices?: unknown; detail?: unknown };
      expect(status === 200 ? body.voices : body.detail).toBeTruthy();
    }
  });
});
