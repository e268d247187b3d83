import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { OpenAiHost } from '../../src/services/providers/openai-compatible/host.ts';
import { OpenAiRecogniser } from '../../src/services/providers/openai-compatible/recogniser.ts';
import { transcriptionLanguage } from '../../src/services/providers/openai-compatible/speechLanguages.ts';
import {
  LONGEST_TURN_MS,
  TurnAudio,
  upsampled,
  wavFile,
} from '../../src/services/providers/openai-compatible/transcriptionAudio.ts';
import {
  promptOf,
  transcriptionForm,
} from '../../src/services/providers/openai-compatible/transcriptionForm.ts';
import { ProviderError } from '../../src/services/providers/shared/failure.ts';
import { readWav } from '../../src/simulator/caller/wav.ts';
import { openAiModels } from '../../src/simulator/providers/openaiSpeech/models.ts';
import { FormError, parseForm } from '../../src/simulator/providers/openaiSpeech/multipart.ts';
import {
  OpenAiSpeechServer,
  type OpenAiSpeechOptions,
  type SeenRequest,
} from '../../src/simulator/providers/openaiSpeech/server.ts';
import {
  SILENCE_HALLUCINATION,
  type TranscriptionRequest,
} from '../../src/simulator/providers/openaiSpeech/transcription.ts';
import { toneSpeech } from '../../src/simulator/providers/toneSpeech.ts';
import { defaultPatience, type Expectation } from '../../src/types/expectation.ts';
import type { ProviderFailure, Recogniser, RecogniserOptions } from '../../src/types/ports.ts';
import { aWhile, expectFailure, TEST_KEY, until, type Harness } from './contract/harness.ts';
import { recogniserContract } from './contract/recogniser.ts';

async function open(options: Partial<OpenAiSpeechOptions> = {}, host: Partial<OpenAiHost> = {}) {
  const server = await OpenAiSpeechServer.start(options);
  const part = new OpenAiRecogniser({
    name: 'openai',
    url: server.apiUrl,
    key: TEST_KEY,
    keyHeader: 'authorization',
    sttModel: 'whisper-1',
    ...host,
  });
  return {
    part,
    server,
    behaviour: server.stt,
    dropConnections: () => server.dropConnections(),
    close: async () => {
      await part.close();
      await server.close();
    },
  };
}

recogniserContract({ name: 'openai', open: () => open(), language: 'en-US', unservedLanguage: 'zh-HK' });

/** Reads files of 16 kHz only. */
const ownHost = {
  models: { whisper: { work: 'stt', streams: false, fileRates: [16_000] } },
  keys: [],
  listsModels: false,
} as const;

recogniserContract({
  name: 'openai-compatible, with no key, and files of 16 kHz only',
  open: () => open(ownHost, { name: 'openai-compatible', key: undefined, sttModel: 'whisper' }),
  language: 'zh-HK',
});

recogniserContract({
  name: 'openai, with a model that sends words one by one',
  open: async (): Promise<Harness<Recogniser>> => {
    const harness = await open({}, { sttModel: 'gpt-4o-transcribe' });
    const { part } = harness;
    return {
      ...harness,
      // Its partials come after the finish, which the capability does not promise: they are looked at below.
      part: {
        name: part.name,
        capabilities: part.capabilities,
        supports: (language) => part.supports(language),
        warm: () => part.warm(),
        open: (options, sink) => part.open(options, { ...sink, partial: () => undefined }),
        close: () => part.close(),
      },
    };
  },
  language: 'en-US',
  unservedLanguage: 'so-SO',
});

/** One call's ear that remembers in which order things were heard. */
function listen(part: OpenAiRecogniser, options: Partial<RecogniserOptions> = {}) {
  const partials: string[] = [];
  const finals: string[] = [];
  const failures: ProviderFailure[] = [];
  const rate = options.sampleRate ?? 8_000;
  const session = part.open(
    { language: 'en-US', sampleRate: rate, ...options },
    {
      partial: (text) => void partials.push(text),
      final: (text) => void finals.push(text),
      failed: (failure) => void failures.push(failure),
    },
  );
  return {
    session,
    partials,
    finals,
    failures,
    speak: (text: string) => session.write(toneSpeech(text, rate)),
    turn(text: string, expectation?: Expectation) {
      session.begin(expectation);
      session.write(toneSpeech(text, rate));
      session.finish();
    },
    finalsAre: async (...texts: string[]) => {
      await until(`${texts.length} finals`, () => finals.length >= texts.length || failures.length > 0);
      expect(failures).toEqual([]);
      expect(finals).toEqual(texts);
    },
  };
}

const expecting = (hints: string[], phrases: string[] = []): Expectation => ({
  kind: 'choice',
  language: 'en-US',
  choices: [{ id: 'a', phrases }],
  hints,
  patience: defaultPatience.choice,
  dtmf: true,
  speech: true,
});

describe('a recogniser that is closed', () => {
  it('tells every live session, in a turn or not (they were left in silence)', async () => {
    const { part, server, close } = await open();
    server.stt.fault = { kind: 'stall' };
    const [idle, asking, gone] = [listen(part), listen(part), listen(part)];
    gone.session.close();
    asking.turn('hello');
    await until('the request', () => server.stt.counts.requests > 0);
    await part.close();
    await aWhile();
    const aborted = expect.objectContaining({ provider: 'openai', kind: 'aborted', retryable: false });
    expect([idle.failures, asking.failures, gone.failures]).toEqual([[aborted], [aborted], []]);
    await close();
  });
});

describe('transcription on the wire', () => {
  let seen: SeenRequest[] = [];
  const harnesses: { close(): Promise<void> }[] = [];
  const start = async (host: Partial<OpenAiHost> = {}, options: Partial<OpenAiSpeechOptions> = {}) => {
    seen = [];
    const harness = await open({ onRequest: (it) => seen.push(it), ...options }, host);
    harnesses.push(harness);
    return harness;
  };
  afterEach(async () => {
    for (const harness of harnesses.splice(0)) await harness.close();
  });
  const requests = () => seen.map(({ body }) => body as TranscriptionRequest);

  it('sends the turn as a file at the rate of the line, with the key in a header', async () => {
    const { part } = await start();
    const ear = listen(part);
    ear.turn('hello there');
    await ear.finalsAre('hello there');
    expect(seen[0]?.path).toBe('/v1/audio/transcriptions');
    expect(seen[0]?.headers.authorization).toBe(`Bearer ${TEST_KEY}`);
    expect(requests()[0]).toMatchObject({ filename: 'turn.wav', rate: 8_000, text: 'hello there' });
    expect(requests()[0]?.fields).toEqual({ model: 'whisper-1', language: 'en', response_format: 'json' });
  });

  it('sends 16 kHz to hosts that people run themselves, and where the line has it', async () => {
    const own = await start({ name: 'openai-compatible' });
    const ear = listen(own.part);
    ear.turn('from eight');
    await ear.finalsAre('from eight');
    const wide = listen(own.part, { sampleRate: 16_000 });
    wide.turn('from sixteen');
    await wide.finalsAre('from sixteen');
    expect(requests().map(({ rate }) => rate)).toEqual([16_000, 16_000]);
    const hosted = await start();
    const wideToo = listen(hosted.part, { sampleRate: 16_000 });
    wideToo.turn('as it is');
    await wideToo.finalsAre('as it is');
    expect(requests().map(({ rate }) => rate)).toEqual([16_000]);
  });

  it('names languages as Whisper does', async () => {
    const codes = ['en-GB', 'zh-TW', 'nb-NO', 'fil-PH', 'he-IL', 'yue-CN'].map(transcriptionLanguage);
    expect(codes).toEqual(['en', 'zh', 'no', 'tl', 'he', 'yue']);
    const { part } = await start();
    const ear = listen(part, { language: 'nb-NO' });
    ear.turn('god dag');
    await ear.finalsAre('god dag');
    expect(requests()[0]?.fields['language']).toBe('no');
  });

  it('tells what is expected: of the turn, else of the call', async () => {
    const { part } = await start();
    const ear = listen(part, { expectation: expecting(['Dr Chan']) });
    ear.turn('one');
    await ear.finalsAre('one');
    ear.turn('two', expecting(['Wan Chai', 'Dr Chan'], ['book', 'Dr Chan']));
    await ear.finalsAre('one', 'two');
    ear.turn('three', expecting([]));
    await ear.finalsAre('one', 'two', 'three');
    expect(requests().map(({ fields }) => fields['prompt'])).toEqual([
      'Dr Chan',
      'book, Dr Chan, Wan Chai',
      undefined,
    ]);
  });

  it('asks only those models for words one by one that send them', async () => {
    const streams = async (sttModel: string, name: OpenAiHost['name'] = 'openai') => {
      const model = openAiModels[sttModel] ?? { work: 'stt', streams: true };
      const { part } = await start({ sttModel, name }, { models: { [sttModel]: model } });
      const ear = listen(part);
      ear.turn('word by word');
      await ear.finalsAre('word by word');
      return requests()[0]?.fields['stream'];
    };
    expect(await streams('gpt-4o-transcribe')).toBe('true');
    expect(await streams('gpt-4o-mini-transcribe')).toBe('true');
    expect(await streams('gpt-4o-mini-transcribe-2025-12-15')).toBe('true');
    expect(await streams('openai/gpt-4o-transcribe', 'openai-compatible')).toBe('true');
    expect(await streams('gpt-4o-transcribe-diarize')).toBeUndefined();
    expect(await streams('whisper-1')).toBeUndefined();
  });

  it('hears words one by one after the finish, each time all of them', async () => {
    const { part } = await start({ sttModel: 'gpt-4o-transcribe' });
    const ear = listen(part);
    ear.turn('I would like 兩位 please');
    await ear.finalsAre('I would like 兩位 please');
    expect(ear.partials).toEqual([
      'I',
      'I would',
      'I would like',
      'I would like 兩位',
      'I would like 兩位 please',
    ]);
  });

  it('has no partials for a pause after which the caller went on: they would be less than what was said', async () => {
    const { part, server } = await start({ sttModel: 'gpt-4o-transcribe' });
    server.stt.latency = { next: () => 40 };
    const ear = listen(part);
    ear.turn('this and');
    ear.speak(' that');
    await ear.finalsAre('this and');
    expect(ear.partials).toEqual([]);
  });

  it('fails when words stop in the middle, and the words heard are no final', async () => {
    const { part, server } = await start({ sttModel: 'gpt-4o-transcribe' });
    server.stt.fault = { kind: 'close', afterOutputs: 2 };
    const ear = listen(part);
    ear.turn('one two three four');
    await until('the failure', () => ear.failures.length > 0);
    expectFailure(ear.failures[0], ['unavailable']);
    expect(ear.finals).toEqual([]);
    expect('one two three four'.startsWith(ear.partials.at(-1) ?? '')).toBe(true);
  });

  it('answers an earlier pause with the words of the later one, when those come first', async () => {
    const { part, server } = await start();
    server.stt.fault = { kind: 'stall' };
    const ear = listen(part);
    ear.turn('my number is');
    await until('the first request', () => server.stt.counts.requests === 1);
    server.stt.fault = null;
    ear.speak(' nine two three');
    ear.session.finish();
    await ear.finalsAre('my number is nine two three', 'my number is nine two three');
    await until('the first request to be given up', () => server.stt.counts.cancelled === 1);
  });

  it('keeps a turn that begins while finals are being told', async () => {
    const { part, server } = await start();
    server.stt.fault = { kind: 'stall' };
    const finals: string[] = [];
    const session = part.open(
      { language: 'en-US', sampleRate: 8_000 },
      {
        partial: () => undefined,
        failed: () => undefined,
        final: (text) => {
          finals.push(text);
          if (finals.length > 1) return;
          session.begin();
          session.write(toneSpeech('a new turn'));
          session.finish();
        },
      },
    );
    session.begin();
    session.write(toneSpeech('an old'));
    session.finish();
    await until('the first request', () => server.stt.counts.requests === 1);
    server.stt.fault = null;
    session.write(toneSpeech(' turn'));
    session.finish();
    await until('two finals', () => finals.length >= 2);
    await aWhile();
    // The second final of the old turn is owed to nobody any more.
    expect(finals).toEqual(['an old turn', 'a new turn']);
  });

  it('asks nobody about silence: the model would make words of it', async () => {
    const { part, server } = await start();
    const ear = listen(part);
    ear.session.begin();
    // The noise of an idle line, and two clicks.
    const noise = Int16Array.from({ length: 24_000 }, (_, i) => Math.round(60 * Math.sin(i * i)));
    noise[4_000] = 30_000;
    noise[12_000] = -30_000;
    ear.session.write(noise);
    ear.session.finish();
    await ear.finalsAre('');
    expect(server.stt.counts.requests).toBe(0);
    // What it would have answered.
    const answer = await post(server, { model: 'whisper-1' }, wavFile(noise.fill(0), 8_000));
    expect(await answer.json()).toMatchObject({ text: SILENCE_HALLUCINATION });
  });

  it('asks about a quiet voice', async () => {
    const { part, server } = await start();
    const ear = listen(part);
    ear.session.begin();
    // 40 dB below full scale, where the service may hear something or not.
    ear.session.write(Int16Array.from({ length: 4_000 }, (_, i) => Math.round(460 * Math.sin(i / 3))));
    ear.session.finish();
    await ear.finalsAre(SILENCE_HALLUCINATION);
    expect(server.stt.counts.requests).toBe(1);
  });

  it('does not send what is shorter than a service takes', async () => {
    const { part, server } = await start();
    const ear = listen(part);
    ear.session.begin();
    ear.session.write(toneSpeech('xx').subarray(0, 799));
    ear.session.finish();
    await ear.finalsAre('');
    expect(server.stt.counts.requests).toBe(0);
  });

  it('keeps one connection from turn to turn', async () => {
    const { part, server } = await start();
    await part.warm();
    const ear = listen(part);
    const texts = ['one', 'two', 'three'];
    for (const [i, text] of texts.entries()) {
      ear.turn(text);
      await ear.finalsAre(...texts.slice(0, i + 1));
      await aWhile();
    }
    expect(server.sockets).toBe(1);
    expect(server.stt.counts).toMatchObject({ requests: 3, completed: 3, cancelled: 0 });
  });

  it('opens a connection while the caller still speaks', async () => {
    const { part, server } = await start();
    const ear = listen(part);
    ear.session.begin();
    await until('a connection', () => server.sockets === 1);
    await aWhile();
    ear.speak('hello');
    ear.session.finish();
    await ear.finalsAre('hello');
    expect(server.sockets).toBe(1);
  });

  it('opens it again after a long pause, and not after a short one', async () => {
    let now = 0;
    const { server } = await start();
    const clock = { now: () => now, wall: () => 0, after: () => undefined, cancel: () => undefined };
    const part = new OpenAiRecogniser(
      {
        name: 'openai',
        url: server.apiUrl,
        key: TEST_KEY,
        keyHeader: 'authorization',
        sttModel: 'whisper-1',
      },
      clock,
    );
    const ear = listen(part);
    ear.turn('one');
    await ear.finalsAre('one');
    await aWhile();
    server.dropConnections();
    await aWhile();
    const before = server.sockets;
    now = 30_000;
    ear.session.begin();
    await aWhile();
    expect(server.sockets).toBe(before);
    now = 58_000;
    ear.session.begin();
    await until('a connection', () => server.sockets === before + 1);
    await part.close();
  });

  it('gives up what it asked when the turn is discarded or the call ends', async () => {
    const { part, server } = await start();
    server.stt.fault = { kind: 'stall' };
    const ear = listen(part);
    ear.turn('never mind');
    await until('the request', () => server.stt.counts.requests === 1);
    ear.session.discard();
    await until('the request to be given up', () => server.stt.counts.cancelled === 1);
    ear.turn('nor this');
    await until('the request', () => server.stt.counts.requests === 2);
    ear.session.close();
    await until('the request to be given up', () => server.stt.counts.cancelled === 2);
    expect([ear.finals, ear.failures]).toEqual([[], []]);
  });

  it('cannot be made without a model', () => {
    const host = { name: 'groq', url: 'http://127.0.0.1:1/v1', keyHeader: 'authorization' } as const;
    expect(() => new OpenAiRecogniser(host)).toThrow(ProviderError);
  });

  it.each([
    ['no file', { fields: { model: 'whisper-1' }, file: null }, 400],
    ['no model', { fields: {} }, 400],
    ['a file of unknown kind', { filename: 'turn.pcm' }, 400],
    ['a file that is none', { file: Buffer.from('hello') }, 400],
    ['a file that is too short', { file: wavFile(new Int16Array(700), 8_000) }, 400],
    ['a locale for a language', { fields: { model: 'whisper-1', language: 'en-US' } }, 400],
    ['Cantonese', { fields: { model: 'whisper-1', language: 'yue' } }, 400],
    ['an unknown field', { fields: { model: 'whisper-1', hints: 'a' } }, 400],
    ['an unknown format', { fields: { model: 'whisper-1', response_format: 'xml' } }, 400],
    ['a format that it cannot make', { fields: { model: 'whisper-1', response_format: 'srt' } }, 400],
    ['a wish that is neither true nor false', { fields: { model: 'whisper-1', stream: '1' } }, 400],
    ['a temperature that is none', { fields: { model: 'whisper-1', temperature: 'warm' } }, 400],
    ['an unknown model', { fields: { model: 'whisper-9' } }, 404],
    ['a model of other work', { fields: { model: 'tts-1' } }, 404],
  ])('the server refuses %s', async (_, wrong: WrongForm, status) => {
    const { server } = await start();
    const file = wrong.file === undefined ? wavFile(toneSpeech('hello'), 8_000) : wrong.file;
    const answer = await post(server, wrong.fields ?? { model: 'whisper-1' }, file, wrong.filename);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { message: expect.any(String) as string } });
    expect(server.stt.counts.requests).toBe(0);
  });

  it('the server refuses a field that comes twice, and what is no form', async () => {
    const { server } = await start();
    const form = new FormData();
    for (const model of ['whisper-1', 'whisper-1']) form.append('model', model);
    const headers = { authorization: `Bearer ${TEST_KEY}` };
    const url = `${server.apiUrl}/audio/transcriptions`;
    expect((await fetch(url, { method: 'POST', headers, body: form })).status).toBe(400);
    expect((await fetch(url, { method: 'POST', headers, body: '{}' })).status).toBe(400);
  });
});

interface WrongForm {
  readonly fields?: Record<string, string>;
  readonly file?: Buffer | null;
  readonly filename?: string;
}

/** Another client than ours: the platform's own form. */
function post(
  server: OpenAiSpeechServer,
  fields: Record<string, string>,
  file: Buffer | null,
  filename = 'turn.wav',
): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  if (file) form.append('file', new Blob([Uint8Array.from(file)], { type: 'audio/wav' }), filename);
  return fetch(`${server.apiUrl}/audio/transcriptions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TEST_KEY}` },
    body: form,
  });
}

describe('answers of hosts that keep less to the API', () => {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });
  /** What a host makes of a request, by hand. */
  const host = async (answer: (response: ServerResponse) => void, sttModel = 'whisper') => {
    const server = createServer((request, response) => {
      request.resume();
      request.on('end', () => (request.url?.endsWith('/models') ? response.end('{}') : answer(response)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const part = new OpenAiRecogniser({
      name: 'openai-compatible',
      url,
      keyHeader: 'authorization',
      sttModel,
    });
    closers.push(async () => {
      await part.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    const ear = listen(part);
    ear.turn('some words');
    await until('an answer', () => ear.finals.length + ear.failures.length > 0);
    return ear;
  };
  const events =
    (...data: readonly string[]) =>
    (response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const it of data) response.write(`data: ${it}\n\n`);
      response.end();
    };
  const delta = (text: string) => JSON.stringify({ type: 'transcript.text.delta', delta: text });

  it('takes JSON where words one by one were asked for', async () => {
    const ear = await host((response) => response.end('{"text":" All at once. "}'), 'gpt-4o-transcribe');
    expect(ear.finals).toEqual(['All at once.']);
  });

  it('takes words one by one where JSON was asked for', async () => {
    const ear = await host(
      events(delta(' Not'), delta(' asked'), '{"type":"transcript.text.done","text":"Not asked."}'),
    );
    expect(ear.finals).toEqual(['Not asked.']);
  });

  it('takes the end mark for the end, and ignores additions', async () => {
    const ear = await host(
      events(delta('Only '), '{"type":"transcript.text.segment","id":1}', delta('words'), '[DONE]'),
    );
    expect([ear.partials, ear.finals]).toEqual([['Only', 'Only words'], ['Only words']]);
  });

  it('has the final when it comes, not when the stream ends', async () => {
    const ear = await host((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: {"type":"transcript.text.done","text":"Early."}\n\n');
    });
    expect(ear.finals).toEqual(['Early.']);
    ear.session.close();
  });

  it('does not care what comes after the final', async () => {
    const done = '{"type":"transcript.text.done","text":"Once."}';
    const ear = await host(events(done, done, 'garbage', '{"type":"error"}'));
    await aWhile();
    expect([ear.finals, ear.failures]).toEqual([['Once.'], []]);
  });

  it('does not care how the bytes are cut', async () => {
    const bytes = Buffer.from(`data: ${delta('你好，')}\n\ndata: ${delta('早晨')}\n\ndata: [DONE]\n\n`);
    for (const size of [1, 3, 7]) {
      const ear = await host((response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        for (let at = 0; at < bytes.length; at += size) response.write(bytes.subarray(at, at + size));
        response.end();
      });
      expect(ear.finals).toEqual(['你好，早晨']);
    }
  });

  it.each([
    ['no JSON', (response: ServerResponse) => response.end('<html>'), 'internal'],
    ['another shape', (response: ServerResponse) => response.end('{"transcript":"a"}'), 'internal'],
    ['no end', (response: ServerResponse) => response.end('x'.repeat(2_000_000)), 'internal'],
    ['nothing', (response: ServerResponse) => response.end(), 'internal'],
    ['an event that is no JSON', events('<html>'), 'internal'],
    ['an event of another shape', events('{"type":"transcript.text.delta","delta":7}'), 'internal'],
    [
      'an error in the stream',
      events(delta('One'), '{"type":"error","error":{"message":"secret"}}'),
      'unavailable',
    ],
    ['a stream that ends early', events(delta('One')), 'unavailable'],
    ['an event without end', events('x'.repeat(2_000_000)), 'internal'],
  ])('fails on %s', async (_, answer, kind) => {
    const ear = await host((response) => void answer(response));
    expectFailure(ear.failures[0], [kind as ProviderFailure['kind']]);
    expect(ear.finals).toEqual([]);
    expect(ear.failures[0]?.message).not.toContain('secret');
  });
});

describe('the audio of a turn', () => {
  it('is kept whole, however it is written', () => {
    fc.assert(
      fc.property(fc.array(fc.int16Array({ maxLength: 400 }), { maxLength: 40 }), (pieces) => {
        const audio = new TurnAudio(8_000);
        for (const piece of pieces) audio.push(piece);
        expect([...audio.copy()]).toEqual(pieces.flatMap((piece) => [...piece]));
      }),
    );
  });

  it('is heard the same however it is written', () => {
    const pcm = Int16Array.from({ length: 4_000 }, (_, i) => (i > 1_000 && i < 1_481 ? 500 : 3));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 6 }), (sizes) => {
        const audio = new TurnAudio(8_000);
        for (let at = 0, i = 0; at < pcm.length; i++) {
          const size = sizes[i % sizes.length] ?? 1;
          audio.push(pcm.subarray(at, at + size));
          at += size;
        }
        expect(audio.audible).toBe(true);
      }),
    );
    const silent = new TurnAudio(8_000);
    silent.push(pcm.map((sample) => (sample > 100 ? 100 : sample)));
    expect(silent.audible).toBe(false);
  });

  it('is kept for three minutes, and forgotten with the turn', () => {
    const audio = new TurnAudio(8_000);
    const second = new Int16Array(8_000).fill(1_000);
    for (let i = 0; i < 200; i++) audio.push(second);
    expect(audio.length).toBe(LONGEST_TURN_MS * 8);
    audio.clear();
    expect([audio.length, audio.audible]).toEqual([0, false]);
    audio.push(second.subarray(0, 10));
    expect([...audio.copy()]).toEqual([...second.subarray(0, 10)]);
  });

  it('becomes a file that others can read', () => {
    fc.assert(
      fc.property(fc.int16Array({ maxLength: 300 }), fc.constantFrom(8_000, 16_000), (pcm, rate) => {
        const { samples, rate: read } = readWav(wavFile(pcm, rate));
        expect(read).toBe(rate);
        expect([...samples].map((sample) => sample * 32_768)).toEqual([...pcm]);
      }),
    );
  });

  it('is twice as long at 16 kHz, in pieces or not', async () => {
    for (const length of [0, 1, 801, 32_000, 32_001, 100_000]) {
      const pcm = Int16Array.from({ length }, (_, i) => Math.round(8_000 * Math.sin(i / 5)));
      const out = await upsampled(pcm);
      expect(out).toHaveLength(length * 2);
      // Every second sample is the one that was there, away from the ends.
      for (let i = 200; i < length - 200; i += 97)
        expect(Math.abs((out[i * 2] ?? 0) - (pcm[i] ?? 0))).toBeLessThan(80);
    }
  });
});

describe('the form', () => {
  const name = fc.constantFrom('model', 'language', 'prompt', 'response_format');
  const fields = fc.dictionary(
    name,
    fc.string({ unit: 'grapheme' }).map((it) => it.toWellFormed()),
  );

  it('is read back by our server and by the platform', async () => {
    await fc.assert(
      fc.asyncProperty(fields, fc.uint8Array({ maxLength: 500 }), async (values, bytes) => {
        const { contentType, body } = transcriptionForm(values, Buffer.from(bytes));
        const parts = parseForm(contentType, body);
        expect(Object.fromEntries(parts.slice(0, -1).map((it) => [it.name, it.data.toString()]))).toEqual(
          values,
        );
        expect(parts.at(-1)).toMatchObject({ name: 'file', filename: 'turn.wav', contentType: 'audio/wav' });
        expect([...(parts.at(-1)?.data ?? [])]).toEqual([...bytes]);
        const response = new Response(Uint8Array.from(body), { headers: { 'content-type': contentType } });
        const form = await response.formData();
        for (const [key, value] of Object.entries(values)) expect(form.get(key)).toBe(value);
        const file = form.get('file') as File;
        expect([...new Uint8Array(await file.arrayBuffer())]).toEqual([...bytes]);
      }),
    );
  });

  it('has hints that fit into what Whisper reads, the likeliest first', () => {
    expect(promptOf([])).toBeUndefined();
    expect(promptOf(['Chan', 'Wong'])).toBe('Chan, Wong');
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 })), (phrases) => {
        const prompt = promptOf(phrases) ?? '';
        expect(Buffer.byteLength(prompt)).toBeLessThanOrEqual(400);
        expect(phrases.join(', ').startsWith(prompt)).toBe(true);
      }),
    );
  });

  it('of the platform is read by our server', async () => {
    const value = fc.string({ unit: 'grapheme' }).map((it) => it.toWellFormed().replaceAll(/\r\n?|\n/g, ' '));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(value, value)),
        fc.uint8Array({ maxLength: 300 }),
        async (pairs, bytes) => {
          const form = new FormData();
          for (const [key, text] of pairs) form.append(key, text);
          form.append('file', new Blob([Uint8Array.from(bytes)]), 'a "quoted" name.wav');
          const response = new Response(form);
          const body = Buffer.from(await response.arrayBuffer());
          const parts = parseForm(response.headers.get('content-type') ?? '', body);
          expect(parts.slice(0, -1).map((it) => [it.name, it.data.toString()])).toEqual(pairs);
          expect(parts.at(-1)?.filename).toBe('a "quoted" name.wav');
          expect([...(parts.at(-1)?.data ?? [])]).toEqual([...bytes]);
        },
      ),
    );
  });

  const type = 'multipart/form-data; boundary=b';
  const good = '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\nx\r\n--b--\r\n';

  it('may be empty, and may have a quoted boundary', () => {
    expect(parseForm(type, Buffer.from('--b--'))).toEqual([]);
    expect(parseForm('multipart/form-data; boundary="b"', Buffer.from(good))[0]?.data.toString()).toBe('x');
  });

  it.each([
    ['another type', 'application/json', good],
    ['no boundary', 'multipart/form-data', good],
    ['an empty boundary', 'multipart/form-data; boundary=', good],
    ['a boundary of forbidden signs', 'multipart/form-data; boundary="b<>"', good],
    ['too long a boundary', `multipart/form-data; boundary=${'b'.repeat(71)}`, good],
    ['something before', type, `hello\r\n${good}`],
    ['something behind', type, `${good}more`],
    ['no end', type, good.replace('--b--\r\n', '')],
    ['line feeds alone', type, good.replaceAll('\r\n', '\n')],
    ['a boundary that goes on', type, good.replace('--b\r\n', '--bb\r\n')],
    ['no headers', type, '--b\r\nx\r\n--b--'],
    ['a broken header', type, good.replace('content-disposition:', 'content disposition')],
    ['another disposition', type, good.replace('form-data', 'attachment')],
    ['no name', type, good.replace('; name="a"', '')],
    ['endless headers', type, good.replace('\r\n\r\n', `\r\nx: ${'y'.repeat(9_000)}\r\n\r\n`)],
  ])('with %s is refused', (_, contentType, body) => {
    expect(() => parseForm(contentType, Buffer.from(body))).toThrow(FormError);
  });

  it('never throws anything but a FormError', () => {
    const mangled = fc
      .tuple(fc.nat(good.length), fc.nat(good.length), fc.string({ maxLength: 6 }))
      .map(([from, to, put]) => good.slice(0, Math.min(from, to)) + put + good.slice(Math.max(from, to)));
    fc.assert(
      fc.property(fc.oneof(mangled, fc.string()), (body) => {
        try {
          parseForm(type, Buffer.from(body));
        } catch (error) {
          expect(error).toBeInstanceOf(FormError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
