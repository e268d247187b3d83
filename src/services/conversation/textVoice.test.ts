import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../tests/support/manualClock.ts';
import type { TextTransport } from '../../types/transport.ts';
import type { VoiceSink } from '../../types/voice.ts';
import { TextVoice } from './textVoice.ts';

function setUp(reportsPlayout: boolean) {
  const clock = new ManualClock();
  const sent: [string, boolean][] = [];
  const reports: string[] = [];
  const transport = {
    kind: 'text',
    backlogBytes: 0,
    sendText: (token: string, { last }: { last: boolean }) => void sent.push([token, last]),
    setLanguage: () => undefined,
    sendDigits: () => undefined,
    end: () => undefined,
    close: () => undefined,
  } satisfies TextTransport;
  const sink: VoiceSink = {
    stage: (id, mark) => void reports.push(`${mark} ${id}`),
    heard: (id, text) => void reports.push(`heard ${id} ${text}`),
    finished: (id) => void reports.push(`finished ${id}`),
    stopped: (id, heard) => void reports.push(`stopped ${id} ${heard}`),
    failed: (id) => void reports.push(`failed ${id}`),
  };
  const voice = new TextVoice({ clock, transport, reportsPlayout }, sink);
  const say = (id: string, ...parts: string[]) => {
    voice.begin({ id, language: 'en-US', interruptible: true });
    for (const part of parts) voice.push(id, part);
    voice.end(id);
  };
  return { clock, sent, reports, voice, say };
}

describe('the mouth on the text transport', () => {
  it('streams tokens as they come and always closes the talk cycle', async () => {
    const { sent, reports, say } = setUp(true);
    say('u0', 'Of course, ', 'which day?');
    await Promise.resolve();
    expect(sent).toEqual([
      ['Of course, ', false],
      ['which day?', false],
      ['', true],
    ]);
    expect(reports).toEqual(['firstAudio u0']);
  });

  it('puts the lines of one answer into one talk cycle, so that a cut-in stops them all', async () => {
    const { sent, say } = setUp(true);
    say('u0', 'Good morning.');
    say('u1', 'How can I help?');
    await Promise.resolve();
    expect(sent.map(([token, last]) => `${token}${last ? '|' : ''}`)).toEqual([
      'Good morning.',
      ' How can I help?',
      '|',
    ]);
  });

  it('is finished when the carrier has played every token', () => {
    const { reports, voice, say } = setUp(true);
    say('u0', 'One. ', 'Two.');
    voice.tokensPlayed('One. ');
    voice.tokensPlayed('Two.');
    expect(reports).toEqual(['firstAudio u0', 'heard u0 One.', 'heard u0 One. Two.', 'finished u0']);
  });

  it('believes the carrier about what was heard before a cut-in, across utterances', () => {
    const { reports, voice, say } = setUp(true);
    say('u0', 'Good morning.');
    say('u1', 'How can I help you today?');
    voice.interrupted('Good morning. How can');
    expect(reports.slice(-2)).toEqual(['stopped u0 Good morning.', 'stopped u1 How can']);
  });

  it('finds what was heard when the carrier counts from the beginning of the answer', () => {
    const { reports, voice, say } = setUp(true);
    say('u0', 'The first line.');
    say('u1', 'The second line is long and goes on.');
    voice.tokensPlayed('The first line.');
    voice.interrupted('The first line. The second');
    expect(reports.at(-1)).toBe('stopped u1 The second');
  });

  it('closes an open cycle that is cut off, and says nothing of it afterwards', () => {
    const { sent, reports, voice } = setUp(true);
    voice.begin({ id: 'u0', language: 'en-US', interruptible: true });
    voice.push('u0', 'Well, ');
    voice.stop();
    voice.push('u0', 'too late');
    voice.end('u0');
    expect(sent).toEqual([
      ['Well, ', false],
      ['', true],
    ]);
    expect(reports.at(-1)).toBe('stopped u0 ');
  });

  it('waits for an interrupt when the carrier falls silent with text unplayed', () => {
    const cut = setUp(true);
    cut.say('u0', 'Good morning, how can I help?');
    cut.voice.fellSilent();
    expect(cut.voice.concernsPresentSpeech('Good')).toBe(true);
    cut.voice.interrupted('Good');
    expect(cut.reports.at(-1)).toBe('stopped u0 Good');
    const whole = setUp(true);
    whole.say('u0', 'Good morning.');
    whole.voice.fellSilent();
    whole.clock.advance(700);
    expect(whole.reports.at(-1)).toBe('finished u0');
  });

  it('knows an interrupt that is about speech given up before', () => {
    const { voice, say } = setUp(true);
    say('u0', 'Press one for English.');
    voice.stop();
    say('u1', 'What would you like?');
    expect(voice.concernsPresentSpeech('Press one')).toBe(false);
    expect(voice.concernsPresentSpeech('What would')).toBe(true);
  });

  it('estimates the end where the carrier reports nothing, and does not wait for ever where it should', () => {
    const silent = setUp(false);
    silent.say('u0', 'A line of some length.');
    silent.clock.advance(1_400);
    expect(silent.reports).not.toContain('finished u0');
    silent.clock.advance(200);
    expect(silent.reports).toContain('finished u0');
    const lost = setUp(true);
    lost.say('u0', 'A line of some length.');
    lost.clock.advance(10_000);
    expect(lost.reports).toContain('finished u0');
  });
});
