import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PromptCache } from '../../src/services/audio/promptCache.ts';
import { type StreamingAudioOptions, warmAudio } from '../../src/services/streamingAudioProcessor.ts';
import { AudioCall } from './audioCall.ts';

beforeAll(() => warmAudio({ vad: 'energy' }));

let call: AudioCall;
const open = (options: Partial<StreamingAudioOptions> = {}) => (call = new AudioCall(options));
afterEach(() => call.processor.close());

describe('mouth', () => {
  it('speaks clauses in order without a hole, and finishes when the last mark is back', () => {
    open();
    call.say('u1', 'Good morning, this is the clinic. How can I help you today?');
    call.clock.advance(10_000);
    expect(call.talking.spoken).toEqual([
      'Good morning,',
      'this is the clinic.',
      'How can I help you today?',
    ]);
    expect(call.log.filter((line) => !line.includes('heard'))).toEqual([
      'u1 firstClause',
      'u1 synthesisRequested',
      'u1 synthesisFirstAudio',
      'u1 firstAudio',
      'u1 finished',
    ]);
    expect(call.times['u1 firstAudio']).toBe(80);
    expect(call.transport.dryMs).toBe(0);
    expect(call.times['u1 finished']).toBe(call.transport.playsUntil);
    expect(call.transport.bytes.length % 160).toBe(0);
    expect(call.log).toContain('u1 heard Good morning, this is the clinic. How can I help you today?');
  });

  it('speaks a streamed text, and the next utterance only after it', () => {
    open();
    const port = call.processor.voice;
    port.begin({ id: 'a', language: 'en-US', interruptible: true });
    port.begin({ id: 'b', language: 'en-US', interruptible: true });
    port.push('b', 'Second one here.');
    port.end('b');
    call.clock.advance(500);
    expect(call.transport.sent).toEqual([]);
    for (const token of ['Well', ', let', ' me see', '. It', ' is open.']) {
      port.push('a', token);
      call.clock.advance(50);
    }
    port.end('a');
    call.clock.advance(10_000);
    expect(call.log.filter((line) => line.endsWith('finished'))).toEqual(['a finished', 'b finished']);
    expect(call.log.indexOf('b firstAudio')).toBeGreaterThan(call.log.indexOf('a firstAudio'));
  });

  it('stops at once, says what was heard, and believes no mark that comes afterwards', () => {
    open();
    call.say('u1', 'Our opening hours are nine to five, from Monday to Friday, and Saturday morning.');
    call.say('u2', 'Anything else?');
    call.clock.advance(1_580);
    call.processor.voice.stop();
    expect(call.transport.clears).toEqual([1_580]);
    const sentBefore = call.transport.sent.length;
    const stopped = call.log.filter((line) => line.includes('stopped'));
    // 1.5 s of 60 ms characters is 25 of them; the cut is at a word.
    expect(stopped).toEqual(['u1 stopped Our opening hours are', 'u2 stopped ']);
    call.processor.voice.push('u1', ' late tokens');
    call.clock.advance(5_000);
    expect(call.transport.sent.length).toBe(sentBefore);
    expect(call.log.some((line) => line.endsWith('finished'))).toBe(false);
    expect(call.processor.stats()).toMatchObject({ clears: 1 });
    expect(call.processor.stats().marksFlushed).toBeGreaterThan(0);
    call.say('u3', 'Yes?');
    call.clock.advance(3_000);
    expect(call.log).toContain('u3 finished');
  });

  it('clears even when nothing plays', () => {
    open();
    call.processor.voice.stop();
    expect(call.transport.clears.length).toBe(1);
  });

  it('takes lost marks as played after two seconds', () => {
    open();
    call.transport.loseMarks = true;
    call.say('u1', 'Hello there.');
    call.clock.advance(10_000);
    expect(call.log).toContain('u1 finished');
    expect(call.log).toContain('trouble AUDIO_MARK_LOST');
    expect(call.times['u1 finished']! - call.transport.playsUntil).toBeGreaterThanOrEqual(2_000);
    expect(call.times['u1 finished']! - call.transport.playsUntil).toBeLessThan(2_050);
  });

  it('says a cached line at once, and asks the synthesiser once only', () => {
    const audioCache = new PromptCache();
    open({ audioCache });
    call.say('u1', 'Please hold on.');
    call.clock.advance(5_000);
    const before = call.clock.now();
    call.say('u2', 'Please hold on.');
    expect(call.times['u2 firstAudio']).toBe(before);
    call.clock.advance(5_000);
    expect(call.log).toContain('u2 finished');
    expect(call.log).not.toContain('u2 synthesisRequested');
    expect(call.talking.spoken.length).toBe(1);
  });

  it('reports a synthesiser that fails, and goes on with the next utterance', () => {
    open();
    call.talking.failOn = 'broken';
    call.say('u1', 'Here it comes, something broken. And more.');
    call.say('u2', 'All right.');
    call.clock.advance(10_000);
    expect(call.log).toContain('u1 failed unavailable');
    expect(call.log).toContain('u2 finished');
    expect(call.log).not.toContain('u1 finished');
    expect(call.log.find((line) => line === 'u1 heard Here it comes, ')).toBeDefined();
  });

  it('finishes an utterance that says nothing', () => {
    open();
    call.say('u1', '');
    call.say('u2', '...');
    call.clock.advance(100);
    expect(call.log.filter((line) => line.endsWith('finished'))).toEqual(['u1 finished', 'u2 finished']);
    expect(call.transport.sent).toEqual([]);
  });

  it('reports a language that nobody speaks', () => {
    open({ synthesiserFor: () => null });
    call.say('u1', 'Hello.');
    expect(call.log).toContain('u1 failed unsupported');
  });

  it('records what was played, without what a clear took back', () => {
    const recorded: number[] = [];
    open({ recordTo: (track, mulaw, atMs) => track === 'agent' && recorded.push(atMs + mulaw.length / 8) });
    call.say('u1', 'This is a rather long sentence.');
    call.clock.advance(1_000);
    call.processor.voice.stop();
    call.clock.advance(1_000);
    expect(Math.max(...recorded)).toBe(1_000);
  });
});
