import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dtmfTones } from '../../src/services/audio/dtmfTones.ts';
import { encodeMulaw } from '../../src/services/audio/mulaw.ts';
import { hasData, readWav } from '../../src/services/audio/testSupport.ts';
import { type StreamingAudioOptions, warmAudio } from '../../src/services/streamingAudioProcessor.ts';
import { AudioCall, ListeningRecogniser, question, silence, voice } from './audioCall.ts';

beforeAll(() => warmAudio({ vad: 'energy' }));

let call: AudioCall;
const open = (options: Partial<StreamingAudioOptions> = {}) => (call = new AudioCall(options));
afterEach(() => call.processor.close());

describe('ears', () => {
  it('gives the recogniser the speech of a turn, and a new final when the caller goes on', () => {
    const recogniser = new ListeningRecogniser();
    open({ recogniser });
    call.processor.ears.expect(question);
    let ms = call.play(silence(1_000), 0);
    ms = call.play(voice(800), ms);
    ms = call.play(silence(600), ms);
    expect(recogniser.log).toEqual(['begin free', 'finish']);
    // 300 ms of pre-roll, the speech, the hangover.
    expect(recogniser.heard.length / 8).toBeGreaterThanOrEqual(800 + 300 + 76);
    expect(recogniser.heard.length / 8).toBeLessThan(800 + 300 + 196);
    const first = recogniser.heard.length;
    ms = call.play(voice(500), ms);
    call.play(silence(600), ms);
    expect(recogniser.log).toEqual(['begin free', 'finish', 'finish']);
    expect(recogniser.heard.length - first).toBeGreaterThan(500 * 8);
    expect(call.log.filter((line) => line.startsWith('final')).length).toBe(2);
    expect(Math.abs(call.times['speechStart']! - 1_000)).toBeLessThanOrEqual(20);
    expect(Math.abs(call.times['speechEnd']! - 1_800)).toBeLessThanOrEqual(40);
  });

  it('gives speech that is going on to the turn that begins, from its onset', () => {
    const recogniser = new ListeningRecogniser(16_000);
    open({ recogniser });
    call.processor.ears.expect(null);
    let ms = call.play(silence(1_000), 0);
    ms = call.play(voice(500), ms);
    expect(call.log).toEqual(['speechStart']);
    expect(recogniser.log).toEqual([]);
    call.processor.ears.expect(question);
    ms = call.play(voice(400), ms);
    call.play(silence(400), ms);
    expect(recogniser.log).toEqual(['begin free', 'finish']);
    expect(recogniser.heard.length / 16).toBeGreaterThanOrEqual(300 + 900 + 76);
  });

  it('gives the whole turn to a recogniser that takes over', () => {
    const first = new ListeningRecogniser();
    const second = new ListeningRecogniser();
    open({ recogniser: first });
    call.processor.ears.expect(question);
    let ms = call.play(silence(500), 0);
    ms = call.play(voice(700), ms);
    ms = call.play(silence(400), ms);
    call.processor.setRecogniser(second, 'en-US');
    expect(first.log.at(-1)).toBe('close');
    expect(second.log).toEqual(['begin free', 'finish']);
    expect(second.heard).toEqual(first.heard);
    first.sink?.final('too late', {});
    expect(call.log).not.toContain('final too late');
  });

  it('notices a stall, and is right about time after the burst', () => {
    open();
    let ms = call.play(silence(1_000), 0);
    // 400 ms without a frame, in which the caller speaks; then all at once.
    call.clock.advance(400);
    expect(call.log).toContain('stalled true');
    const pcm = voice(400);
    const frame = new Uint8Array(160);
    for (let at = 0; at < pcm.length; at += 160) {
      encodeMulaw(pcm.subarray(at, at + 160), frame);
      call.processor.audio(frame, ms);
      ms += 20;
    }
    expect(call.log).toContain('stalled false');
    call.play(silence(400), ms);
    expect(Math.abs(call.times['speechStart']! - 1_000)).toBeLessThanOrEqual(20);
    expect(Math.abs(call.times['speechEnd']! - 1_400)).toBeLessThanOrEqual(40);
    expect(call.processor.stats()).toMatchObject({ stalls: 1, gaps: 0 });
    expect(call.processor.stats().jitterP99Ms).toBeGreaterThan(0);
  });

  it('conceals what is lost and still hears one stretch of speech', () => {
    open();
    let ms = call.play(silence(1_000), 0);
    ms = call.play(voice(1_000), ms, (at) => at % 300 === 0 || at % 300 === 20);
    call.play(silence(400), ms);
    expect(call.log.filter((line) => line === 'speechStart').length).toBe(1);
    expect(call.processor.stats().gaps).toBeGreaterThan(2);
    expect(call.processor.stats().silenceMs).toBe(0);
  });

  it('hears keys in the audio when asked to, and does not take them for speech', () => {
    open({ detectDtmf: true });
    let ms = call.play(silence(500), 0);
    ms = call.play(dtmfTones('42#', { toneMs: 120, pauseMs: 120, amplitude: 8_000 }), ms);
    call.play(silence(500), ms);
    expect(call.log).toEqual(['key 4', 'key 2', 'key #']);
  });

  it.skipIf(!hasData)('clears within 250 ms of a caller who cuts in, on real speech', () => {
    open();
    call.say(
      'u1',
      'Let me tell you about all of our opening hours, which are many and which are long, day by day.',
    );
    const pcm = readWav('telephony-8k', 's2i_789fdd07-80f9-4af7-b067-df7fe5489dfa.ulaw.wav');
    const frame = new Uint8Array(160);
    for (let at = 0; at + 160 <= pcm.length && call.transport.clears.length === 0; at += 160) {
      call.clock.advance(20);
      encodeMulaw(pcm.subarray(at, at + 160), frame);
      call.processor.audio(frame, at / 8);
      if (call.log.includes('speechStart')) call.processor.voice.stop();
    }
    expect(call.transport.clears.length).toBe(1);
    expect(call.transport.clears[0]! - call.times['speechStart']!).toBeLessThanOrEqual(250);
  });

  it('says nothing after close', () => {
    const recogniser = new ListeningRecogniser();
    open({ recogniser });
    call.processor.ears.expect(question);
    call.say('u1', 'Hello there.');
    call.processor.close();
    call.play(voice(500), 0);
    call.clock.advance(3_000);
    recogniser.sink?.final('late', {});
    expect(
      call.log.filter((line) => !line.startsWith('u1 firstClause') && !line.startsWith('u1 synthesisR')),
    ).toEqual([]);
  });
});
