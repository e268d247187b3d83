/** What the simulated Azure takes and refuses, asked by a client that writes its messages itself. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mulawEncode } from '../../src/lib/g711.ts';
import { ssml } from '../../src/services/providers/azure/ssml.ts';
import { AzureServer } from '../../src/simulator/providers/azure/server.ts';
import { toneSpeech } from '../../src/simulator/providers/toneSpeech.ts';
import { aWhile, TEST_KEY, until } from './contract/harness.ts';
import { CONFIG, ID, KEY_HEADER, RawClient, waveHeader } from './azureKit.ts';

describe('the server', () => {
  let server: AzureServer;
  beforeAll(async () => {
    server = await AzureServer.start();
  });
  afterAll(() => server.close());
  const STT = '/stt/speech/universal/v2?language=en-US&format=simple';
  const TTS = '/tts/cognitiveservices/websocket/v1';
  const CONTEXT = JSON.stringify({ phraseDetection: { mode: 'Conversation' } });
  const SYNTHESIS = JSON.stringify({ synthesis: { audio: { outputFormat: 'raw-8khz-8bit-mono-mulaw' } } });
  const client = (path: string, given: Record<string, string> = KEY_HEADER) =>
    new RawClient(server.url, path, given);

  it('lets nobody in without key, path, language and format', async () => {
    expect(await client(STT, {}).refused()).toBe(401);
    expect(await client(`${STT}&Ocp-Apim-Subscription-Key=wrong`, {}).refused()).toBe(401);
    expect(await client('/speech').refused()).toBe(404);
    expect(await client(STT.replace('simple', 'verbose')).refused()).toBe(400);
    expect(await client(STT.replace('en-US', 'xx-XX')).refused()).toBe(400);
    const { status } = await fetch(`${server.url}/cognitiveservices/voices/list`);
    expect(status).toBe(401);
    expect((await fetch(`${server.url}/other`, { headers: KEY_HEADER })).status).toBe(404);
  });

  it('hears 16 kHz PCM too, with the key in the address, and answers in the simple format', async () => {
    const raw = await client(`${STT}&Ocp-Apim-Subscription-Key=${TEST_KEY}`, {}).open();
    const pcm = toneSpeech('hello there', 16_000);
    raw.text('speech.config', CONFIG).text('speech.context', CONTEXT);
    raw.audio(waveHeader(1, 16_000, 16), ID, 'audio/x-wav');
    raw.audio(Buffer.from(pcm.buffer)).audio(Buffer.alloc(0));
    await until('the end', () => raw.bodies('turn.end').length === 1);
    expect(raw.bodies('speech.hypothesis')).toMatchObject([{ Text: 'hello' }]);
    expect(raw.bodies('speech.phrase')).toMatchObject([
      { RecognitionStatus: 'Success', DisplayText: 'hello there' },
      { RecognitionStatus: 'EndOfDictation' },
    ]);
    // What is still under way of a finished turn is nobody's mistake.
    raw.audio(new Uint8Array(320)).socket.close();
    expect((await raw.end())?.code).toBe(1005);
  });

  it('closes a phrase after its own silence when the client wishes none', async () => {
    const raw = await client(STT).open();
    raw.text('speech.config', CONFIG).text('speech.context', CONTEXT);
    raw.audio(waveHeader(7, 8_000, 8), ID, 'audio/x-wav').audio(mulawEncode(toneSpeech('one')));
    raw.audio(new Uint8Array(320).fill(255));
    for (let i = 0; i < 20; i++) raw.audio(new Uint8Array(320).fill(255));
    await until('the phrase', () => raw.bodies('speech.phrase').length === 1);
    await aWhile();
    expect(raw.bodies('turn.end')).toEqual([]);
    raw.socket.terminate();
  });

  const wrong: [string, string, (raw: RawClient) => unknown][] = [
    [STT, 'a context before the configuration', (raw) => raw.text('speech.context', CONTEXT)],
    [STT, 'a configuration of nobody', (raw) => raw.text('speech.config', '{"context":{}}')],
    [STT, 'what is not JSON', (raw) => raw.text('speech.config', 'hello')],
    [STT, 'JSON of another type', (raw) => raw.text('speech.config', CONFIG, ID, 'text/plain')],
    [STT, 'a context without mode', (raw) => raw.text('speech.config', CONFIG).text('speech.context', '{}')],
    [STT, 'audio of no turn', (raw) => raw.text('speech.config', CONFIG).audio(new Uint8Array(9))],
    [
      STT,
      'audio without its header',
      (raw) => raw.text('speech.config', CONFIG).text('speech.context', CONTEXT).audio(new Uint8Array(320)),
    ],
    [
      STT,
      'audio of a format that it does not know',
      (raw) =>
        raw
          .text('speech.config', CONFIG)
          .text('speech.context', CONTEXT)
          .audio(waveHeader(7, 16_000, 8), ID, 'audio/x-wav'),
    ],
    [
      STT,
      'a turn within a turn',
      (raw) =>
        raw
          .text('speech.config', CONFIG)
          .text('speech.context', CONTEXT)
          .audio(waveHeader(7, 8_000, 8), ID, 'audio/x-wav')
          .text('speech.context', CONTEXT, ID.replace('0', 'F')),
    ],
    [STT, 'a message of another service', (raw) => raw.text('ssml', '<speak/>')],
    [STT, 'bytes that are no message', (raw) => raw.socket.send(Buffer.from([0, 200, 1]))],
    [TTS, 'a text before the context', (raw) => raw.text('ssml', '<speak/>', ID, 'application/ssml+xml')],
    [TTS, 'a context before the configuration', (raw) => raw.text('synthesis.context', SYNTHESIS)],
    [
      TTS,
      'another audio format',
      (raw) =>
        raw.text('speech.config', CONFIG).text('synthesis.context', SYNTHESIS.replace('8khz', '16khz')),
    ],
    [
      TTS,
      'SSML that is none',
      (raw) =>
        raw
          .text('speech.config', CONFIG)
          .text('synthesis.context', SYNTHESIS)
          .text('ssml', '<speak>hello</speak>', ID, 'application/ssml+xml'),
    ],
    [
      TTS,
      'SSML as plain text',
      (raw) =>
        raw
          .text('speech.config', CONFIG)
          .text('synthesis.context', SYNTHESIS)
          .text(
            'ssml',
            ssml({ text: 'Hi.', language: 'en-US', voice: 'en-US-GuyNeural', rate: 1 }),
            ID,
            'text/plain',
          ),
    ],
    [
      TTS,
      'a second text at the same time',
      (raw) =>
        raw
          .text('speech.config', CONFIG)
          .text('synthesis.context', SYNTHESIS)
          .text(
            'ssml',
            ssml({ text: 'A long one.', language: 'en-US', voice: 'en-US-GuyNeural', rate: 1 }),
            ID,
            'application/ssml+xml',
          )
          .text('synthesis.context', SYNTHESIS),
    ],
    [TTS, 'an action that is not to stop', (raw) => raw.text('synthesis.control', '{"action":"dance"}')],
    [TTS, 'a message of another service', (raw) => raw.text('speech.context', CONTEXT)],
  ];
  for (const [path, what, send] of wrong)
    it(`closes the connection on ${what}`, async () => {
      const raw = await client(path).open();
      send(raw);
      expect((await raw.end())?.code).toBe(1007);
      expect(raw.closed?.reason).not.toBe('');
    });
});
