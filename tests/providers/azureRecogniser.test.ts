/** What is special about Azure's recogniser: addresses, hints, turns on one connection, and the traps of its SDK. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AzureRecogniser } from '../../src/services/providers/azure/recogniser.ts';
import { AzureServer } from '../../src/simulator/providers/azure/server.ts';
import { defaultPatience, expectation } from '../../src/types/expectation.ts';
import { aWhile, until } from './contract/harness.ts';
import { Ear, PushedClock, SETTINGS, SilentHost } from './azureKit.ts';

const wish = (phrases: readonly string[], hints: string[] = []) =>
  expectation.parse({
    kind: 'choice',
    language: 'en-US',
    choices: phrases.map((phrase) => ({ id: phrase, phrases: [phrase] })),
    hints,
    patience: defaultPatience.choice,
  });

let server: AzureServer;
let clock: PushedClock;
let part: AzureRecogniser;
beforeEach(async () => {
  server = await AzureServer.start();
  clock = new PushedClock();
  part = new AzureRecogniser({ ...SETTINGS, sttUrl: server.url }, clock);
});
afterEach(async () => {
  await part.close();
  await server.close();
});

describe('what goes out', () => {
  it('asks for its language, format and segmentation, and has no key in the address', async () => {
    const ear = new Ear(part, { language: 'zh-MO' });
    expect(await ear.turn('你好')).toBe('你好');
    const [address = ''] = server.addresses;
    const { pathname, searchParams } = new URL(address, server.url);
    expect(pathname).toBe('/speech/recognition/conversation/cognitiveservices/v1');
    expect(searchParams.get('language')).toBe('zh-HK');
    expect(searchParams.get('format')).toBe('detailed');
    expect(address).not.toContain(SETTINGS.key);
    expect(server.contexts[0]?.phraseDetection).toMatchObject({
      language: 'zh-HK',
      conversation: { segmentation: { segmentationSilenceTimeoutMs: 300 } },
    });
  });

  it('takes the present route of a region', async () => {
    const present = new AzureRecogniser({ ...SETTINGS, sttUrl: server.url }, clock, '2');
    const ear = new Ear(present, { language: 'en' });
    await ear.turn('hello');
    expect(new URL(server.addresses[0] ?? '', server.url).pathname).toBe('/stt/speech/universal/v2');
    expect(server.contexts[0]?.phraseDetection).toMatchObject({ mode: 'Conversation', language: 'en-US' });
    await present.close();
  });

  it('gives the phrases that the flow expects, each turn its own', async () => {
    const ear = new Ear(part);
    const expected = [wish(['yes', 'no'], ['Dr Chan']), undefined, wish(['later'])];
    for (const [i, each] of expected.entries()) {
      ear.session.begin(each);
      ear.write('yes');
      ear.session.finish();
      await until('the final', () => ear.finals.length > i);
    }
    const phrases = server.contexts.map(({ dgi }) => dgi?.groups?.[0]?.items.map(({ text }) => text));
    expect(phrases).toEqual([['yes', 'no', 'Dr Chan'], undefined, ['later']]);
  });

  it('tells how sure the least sure phrase is, and joins the phrases of a turn with pauses', async () => {
    const ear = new Ear(part);
    ear.session.begin();
    ear.write('my number is', 500);
    ear.write('nine two three');
    ear.session.finish();
    await until('the final', () => ear.finals.length > 0);
    expect(ear.finals).toEqual(['my number is nine two three']);
    expect(ear.confidences).toEqual([0.93]);
    expect(server.contexts).toHaveLength(1);
  });
});

describe('connections', () => {
  it('serves all turns of a call on one, each as a turn of its own', async () => {
    const ear = new Ear(part);
    for (const text of ['one', 'two', 'three', 'four']) expect(await ear.turn(text)).toBe(text);
    expect(server.stt.counts).toMatchObject({ connections: 1, requests: 4, completed: 4 });
  });

  it('opens another without a word after one was lost between turns', async () => {
    const ear = new Ear(part);
    await ear.turn('before');
    server.dropConnections();
    await aWhile();
    expect(await ear.turn('after')).toBe('after');
    expect(ear.failures).toEqual([]);
    expect(server.stt.counts.connections).toBe(2);
  });

  it('fails when it is lost while a final is owed, and does not connect again by itself', async () => {
    const ear = new Ear(part);
    await ear.turn('a phrase, after which the SDK would connect again');
    server.stt.fault = { kind: 'hang', afterOutputs: 0 };
    ear.session.begin();
    ear.write('lost words');
    ear.session.finish();
    await until('the turn', () => server.stt.counts.requests === 2);
    server.dropConnections();
    expect((await ear.failure())?.kind).toBe('unavailable');
    await aWhile();
    expect(server.stt.counts.connections).toBe(1);
  });

  it('is renewed between turns when it is two minutes old', async () => {
    const ear = new Ear(part);
    await ear.turn('one');
    clock.shiftMs = 60_000;
    await ear.turn('two');
    expect(server.stt.counts.connections).toBe(1);
    clock.shiftMs = 121_000;
    await ear.turn('three');
    await until('a new connection', () => server.stt.counts.connections === 2);
    await ear.turn('four');
    expect(ear.finals).toEqual(['one', 'two', 'three', 'four']);
    expect(server.stt.counts.connections).toBe(2);
  });

  it('does not wait for a discarded turn that never ends', async () => {
    const ear = new Ear(part);
    server.stt.fault = { kind: 'stall' };
    ear.session.begin();
    ear.write('never mind');
    await until('the turn', () => server.stt.counts.requests === 1);
    ear.session.discard();
    server.stt.fault = null;
    expect(await ear.turn('listen')).toBe('listen');
    expect(ear.finals).toEqual(['listen']);
    expect(server.stt.counts).toMatchObject({ connections: 2, cancelled: 1 });
  });

  it('keeps it when the discarded turn has ended meanwhile', async () => {
    const ear = new Ear(part);
    ear.session.begin();
    ear.write('never mind');
    ear.session.discard();
    await until('the end', () => server.stt.counts.completed === 1);
    await aWhile();
    expect(await ear.turn('listen')).toBe('listen');
    expect(server.stt.counts.connections).toBe(1);
  });

  it('tells at once, and not only in the first turn, that the key is refused; it tries once', async () => {
    const wrong = new AzureRecogniser({ ...SETTINGS, key: 'wrong', sttUrl: server.url }, clock);
    const ear = new Ear(wrong);
    expect((await ear.failure())?.kind).toBe('refused');
    await aWhile();
    expect([ear.failures.length, server.addresses.length]).toEqual([1, 1]);
  });
});

describe('refusals within an open connection', () => {
  const faults = [
    [{ kind: 'status', status: 401 }, 'refused'],
    [{ kind: 'status', status: 402 }, 'quota'],
    [{ kind: 'status', status: 429 }, 'rate-limited'],
    [{ kind: 'status', status: 500 }, 'unavailable'],
    [{ kind: 'status', status: 503 }, 'unavailable'],
    [{ kind: 'quota' }, 'quota'],
    [{ kind: 'content' }, 'invalid-request'],
  ] as const;
  for (const [fault, kind] of faults)
    it(`${JSON.stringify(fault)} is ${kind}`, async () => {
      const ear = new Ear(part);
      await ear.turn('a good turn');
      server.stt.fault = fault;
      await ear.turn('a bad turn');
      expect(ear.failures.map((failure) => failure.kind)).toEqual([kind]);
    });
});

describe('a host that never answers', () => {
  let host: SilentHost;
  let silent: AzureRecogniser;
  beforeEach(async () => {
    host = new SilentHost();
    silent = new AzureRecogniser({ ...SETTINGS, sttUrl: await host.start() }, clock);
  });
  afterEach(() => host.close());

  it('is given up after a time, and its socket closed', async () => {
    const ear = new Ear(silent);
    ear.session.begin();
    ear.write('hello');
    ear.session.finish();
    await until('the connection', () => host.sockets.length === 1);
    clock.run(5_000);
    expect((await ear.failure())?.kind).toBe('stalled');
    await until('the socket to close', () => host.closed === 1);
    await aWhile();
    expect([ear.failures.length, host.sockets.length]).toEqual([1, 1]);
  });

  it('is left without a trace when the call ends meanwhile', async () => {
    const ear = new Ear(silent);
    ear.session.begin();
    ear.write('hello');
    await until('the connection', () => host.sockets.length === 1);
    ear.session.close();
    await until('the socket to close', () => host.closed === 1);
    expect(clock.timers).toEqual([]);
    expect(ear.failures).toEqual([]);
  });

  it('is not even called when the call ends at once', async () => {
    new Ear(silent).session.close();
    await aWhile();
    expect(host.sockets.length).toBe(host.closed);
  });
});

it('answers what it cannot do with a failure, never with an exception', async () => {
  const odd = new AzureRecogniser({ ...SETTINGS, sttUrl: 'https://[nonsense' }, clock);
  expect((await new Ear(odd).failure())?.message).toContain('ERR_INVALID_URL');
  expect((await new Ear(part, { sampleRate: 16_000 }).failure())?.kind).toBe('unsupported');
});

it('closes its sessions with itself, and tells each of them', async () => {
  const ear = new Ear(part);
  await ear.turn('hello');
  const idle = new Ear(part);
  const gone = new Ear(part);
  gone.session.close();
  await part.close();
  const aborted = { provider: 'azure', kind: 'aborted', retryable: false };
  expect(ear.failures).toEqual([expect.objectContaining(aborted)]);
  expect(idle.failures).toEqual([expect.objectContaining(aborted)]);
  expect(gone.failures).toEqual([]);
  ear.session.begin();
  ear.write('is anybody there');
  ear.session.finish();
  await aWhile();
  expect([ear.finals.length, ear.failures.length]).toEqual([1, 1]);
});
