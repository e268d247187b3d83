import { describe, expect, it } from 'vitest';
import { constantLatency } from '../../../src/services/providers/index.ts';
import { stream } from '../draw.ts';
import { VirtualClock } from '../virtualClock.ts';
import { SpokenRecogniser } from './recogniser.ts';
import { ServerLine } from './serverLine.ts';

const FRAME = new Int16Array(160);
const words = ['what', 'are', 'your', 'hours'];

/** A line on which words of 300 ms are said from `fromMs` on, and a recogniser that is given what comes on it. */
function setUp(fromMs: number) {
  const clock = new VirtualClock();
  const line = new ServerLine(1, 'en-US');
  const tokens = words.map((text, at) => ({
    text,
    mistaken: null,
    untilFinal: false,
    from: at * 300,
    to: (at + 1) * 300,
  }));
  line.said({ fromMs, streamBegan: 0, tokens });
  const partials: { readonly at: number; readonly text: string }[] = [];
  const finals: string[] = [];
  const session = new SpokenRecogniser({
    clock,
    line,
    finalAfter: constantLatency(50),
    random: stream(1, 'test'),
  }).open(
    { language: 'en-US', sampleRate: 8_000 },
    {
      partial: (text) => void partials.push({ at: line.mediaMs, text }),
      final: (text) => void finals.push(text),
      failed: () => undefined,
    },
  );
  /** `listening`: whether the recogniser is given it. */
  const hear = (untilMs: number, listening: boolean) => {
    const frame = () => {
      line.mediaMs += 20;
      if (listening) session.write(FRAME);
      if (line.mediaMs < untilMs) clock.after(20, frame);
    };
    clock.after(20, frame);
    return clock.run(() => line.mediaMs >= untilMs);
  };
  return { clock, session, partials, finals, hear };
}

describe('a recogniser that knows what is said', () => {
  it('has a word only when all of its audio has come', async () => {
    const { session, partials, hear } = setUp(1_000);
    await hear(900, false);
    session.begin();
    await hear(2_600, true);
    expect(partials.length).toBeGreaterThan(1);
    for (const { at, text } of partials)
      expect(text.split(' ').length).toBeLessThanOrEqual(Math.floor((at - 1_000) / 300));
    expect(partials.at(-1)?.text).toBe('what are your hours');
  });

  it('says at the end what has come, and the whole turn again when the caller goes on', async () => {
    const { clock, session, finals, hear } = setUp(1_000);
    await hear(900, false);
    session.begin();
    await hear(1_640, true);
    session.finish();
    await clock.run(() => finals.length > 0);
    await hear(2_300, true);
    session.finish();
    await clock.run(() => finals.length > 1);
    expect(finals).toEqual(['What are.', 'What are your hours.']);
  });

  it('knows nothing of what was said before it was given audio, and no final of a turn that was dropped', async () => {
    const { clock, session, finals, hear } = setUp(1_000);
    await hear(1_590, false);
    session.begin();
    await hear(2_240, true);
    session.finish();
    session.discard();
    session.begin();
    await clock.run(() => false);
    expect(finals).toEqual([]);
    session.finish();
    await clock.run(() => finals.length > 0);
    expect(finals).toEqual(['']);
  });
});
