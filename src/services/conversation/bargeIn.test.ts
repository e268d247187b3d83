import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { question } from '../../../tests/support/toyFlow.ts';
import { Bench } from '../../../tests/support/machineBench.ts';

const LINE = 'We open at nine, we close at five, and we are closed on Sundays.';
const yesNo = {
  ...question,
  kind: 'yes-no' as const,
  choices: [
    { id: 'yes', phrases: ['yes'] },
    { id: 'no', phrases: ['no'] },
  ],
};

/** An agent in the middle of its line. */
function speaking(options: ConstructorParameters<typeof Bench>[0] = {}): Bench {
  const bench = new Bench({ greeting: LINE, ...options });
  bench.send({ type: 'stage', utterance: 'u0', mark: 'firstAudio' });
  bench.pass(900);
  bench.send({ type: 'heard', utterance: 'u0', text: 'We open at' });
  return bench;
}

/** An agent whose model has written so much, heard for so long. */
function writing(delta: string, ms: number) {
  const bench = new Bench();
  bench.hearAll();
  bench.speak('think about it');
  bench.pass(600);
  const requestId = bench.of('modelStart')[0]?.requestId ?? '';
  const id = bench.state.generating?.utterance ?? '';
  bench.send({ type: 'modelText', requestId, delta });
  bench.send({ type: 'stage', utterance: id, mark: 'firstAudio' });
  bench.pass(ms);
  return { bench, requestId, id };
}

/** A sound, as the detector tells of it; while it stops the agent, `heard` is what was heard of the lines. */
function sound(bench: Bench, ms: number, heard = 'We open at nine,'): void {
  const onset = bench.now;
  const report = () => {
    const stops = bench.of('voiceStop').length;
    if (stops === told) return;
    told = stops;
    for (const u of bench.lines())
      bench.send({ type: 'stopped', utterance: u, heard: u === 'u0' ? heard : '' });
  };
  let told = bench.of('voiceStop').length;
  bench.pass(70);
  bench.send({ type: 'speechStart', onset });
  report();
  if (ms >= 200) {
    bench.pass(130);
    bench.send({ type: 'speechLasts', onset });
    report();
  }
  bench.pass(onset + ms + 160 - bench.now);
  bench.send({ type: 'speechEnd', offset: onset + ms });
  bench.pass(100);
}

describe('a sound while the agent speaks', () => {
  it('a cough that is over before it has lasted stops nobody, and is forgotten', () => {
    const bench = speaking();
    sound(bench, 150);
    bench.send({ type: 'final', text: '' });
    bench.pass(3_000);
    expect(bench.of('voiceStop')).toHaveLength(0);
    expect(bench.of('interruption')).toHaveLength(0);
    expect(bench.said).toEqual([LINE]);
    expect(bench.state.ears).toMatchObject({ partial: '', final: null, unsaid: [] });
    // The recogniser forgets it too: it is no part of what the caller will say.
    expect(bench.of('expect').length).toBe(2);
  });

  it.each(['Mm-hm.', 'okay', 'yes'])('a short "%s" is no answer in the middle of a line', (text) => {
    const bench = speaking({ expectation: yesNo });
    sound(bench, 180);
    bench.send({ type: 'final', text });
    bench.pass(3_000);
    expect(bench.of('voiceStop')).toHaveLength(0);
    expect(bench.said).toEqual([LINE]);
  });

  it('short words that want the floor stop the agent when they are known, and are answered', () => {
    const bench = speaking();
    sound(bench, 180);
    bench.send({ type: 'final', text: 'No.' });
    expect(bench.of('voiceStop')).toHaveLength(1);
    bench.send({ type: 'stopped', utterance: 'u0', heard: 'We open at nine,' });
    bench.pass(600);
    expect(bench.said).toContain('You said: No..');
    expect(bench.of('interruption')).toMatchObject([{ interruption: { kind: 'barge-in' } }]);
    expect(bench.of('turn')[0]?.turn).toMatchObject({ heard: 'We open at nine,', interrupted: true });
  });

  it('speech that lasts stops the agent at once, and says when', () => {
    const bench = speaking();
    const onset = bench.now;
    bench.pass(70);
    bench.send({ type: 'speechStart', onset });
    expect(bench.of('voiceStop')).toHaveLength(0);
    bench.pass(130);
    bench.send({ type: 'speechLasts', onset });
    expect(bench.of('voiceStop')).toHaveLength(1);
    bench.send({ type: 'stopped', utterance: 'u0', heard: 'We open at nine,' });
    bench.pass(600);
    bench.send({ type: 'speechEnd', offset: bench.now - 160 });
    bench.send({ type: 'final', text: 'and on Mondays' });
    bench.pass(1_200);
    expect(bench.of('interruption')).toEqual([
      { type: 'interruption', interruption: { kind: 'barge-in', onsetToStopMs: 200 } },
    ]);
  });

  it('a detector that tells neither is believed once the sound could not have been short', () => {
    const bench = speaking();
    bench.send({ type: 'speechStart', onset: bench.now - 70 });
    bench.pass(329);
    expect(bench.of('voiceStop')).toHaveLength(0);
    bench.pass(1);
    expect(bench.of('voiceStop')).toHaveLength(1);
  });

  it.each(['', 'uh-huh', 'okay'])('a longer "%s" is resumed from where it was heard', (text) => {
    const bench = speaking();
    sound(bench, 350);
    bench.send({ type: 'final', text });
    expect(bench.said.at(-1)).toBe('we close at five, and we are closed on Sundays.');
    expect(bench.state.flow.history).toMatchObject([{ role: 'agent', text: LINE }]);
    expect(bench.of('interruption')).toMatchObject([
      { interruption: { kind: 'false', onsetToStopMs: 200, resumedAfterMs: 410 } },
    ]);
    bench.hearAll();
    expect(bench.of('turn').at(-1)?.turn).toMatchObject({ heard: LINE, interrupted: false });
  });

  it('goes on when the words of a short sound do not come, and stops again if they do', () => {
    const bench = speaking();
    sound(bench, 250);
    bench.pass(600);
    expect(bench.said).toHaveLength(2);
    bench.send({ type: 'stage', utterance: 'u1', mark: 'firstAudio' });
    bench.send({ type: 'final', text: 'Wait' });
    expect(bench.of('voiceStop')).toHaveLength(2);
    bench.send({ type: 'stopped', utterance: 'u1', heard: 'we' });
    bench.pass(1_200);
    expect(bench.said).toContain('You said: Wait.');
    expect(bench.state.flow.history[0]).toMatchObject({ role: 'agent', text: 'We open at nine, we' });
  });

  it('a yes to a question that was heard to its last clause is an answer', () => {
    const bench = speaking({ greeting: 'We have nine, is that all right with you?', expectation: yesNo });
    sound(bench, 300, 'We have nine, is that all');
    bench.send({ type: 'final', text: 'Yes.' });
    bench.pass(1_000);
    expect(bench.said).toContain('You said: Yes..');
  });

  it('a model that was stopped by a cough says its answer to the end', () => {
    const { bench, requestId, id } = writing('Well, it ', 900);
    const onset = bench.now;
    bench.send({ type: 'speechStart', onset });
    bench.send({ type: 'speechLasts', onset });
    bench.send({ type: 'stopped', utterance: id, heard: 'Well,' });
    bench.send({ type: 'modelText', requestId, delta: 'depends on' });
    bench.pass(300);
    bench.send({ type: 'speechEnd', offset: bench.now - 160 });
    bench.send({ type: 'final', text: '' });
    expect(bench.of('modelCancel')).toHaveLength(0);
    expect(bench.said.at(-1)).toBe(' it depends on');
    bench.send({ type: 'modelText', requestId, delta: ' the day.' });
    bench.send({ type: 'modelDone', requestId, toolCalls: [] });
    bench.hearAll();
    expect(bench.state.flow.history.at(-1)?.text).toBe('Well, it depends on the day.');
    expect(bench.of('turn').at(-1)?.turn.heard).toBe('Well, it depends on the day.');
  });

  it('regression: a short word while a model was still writing was lost', () => {
    const { bench, id } = writing('Well, it depends ', 2_000);
    bench.send({ type: 'heard', utterance: id, text: 'Well, it' });
    sound(bench, 150);
    expect(bench.of('voiceStop')).toHaveLength(0);
    bench.send({ type: 'final', text: 'No.' });
    expect(bench.of('voiceStop')).toHaveLength(1);
    bench.send({ type: 'stopped', utterance: id, heard: 'Well, it' });
    bench.pass(600);
    expect(bench.said).toContain('You said: No..');
  });

  it('a cough while a model is writing changes nothing', () => {
    const { bench, requestId } = writing('Well, it ', 2_000);
    sound(bench, 150);
    bench.send({ type: 'modelText', requestId, delta: 'depends.' });
    bench.send({ type: 'modelDone', requestId, toolCalls: [] });
    bench.pass(6_000);
    bench.hearAll();
    expect(bench.of('voiceStop')).toHaveLength(0);
    expect(bench.said.join('')).toContain('Well, it depends.');
    expect(bench.state.flow.history.at(-1)?.text).toBe('Well, it depends.');
  });

  it('a model that the caller has talked over is stopped at their first words, and history has what was heard', () => {
    const { bench, requestId, id } = writing('Well, it depends', 900);
    bench.send({ type: 'speechStart', onset: bench.now });
    bench.send({ type: 'speechLasts', onset: bench.now });
    bench.send({ type: 'stopped', utterance: id, heard: 'Well, it' });
    bench.send({ type: 'modelDone', requestId, toolCalls: [] });
    bench.pass(800);
    bench.send({ type: 'speechEnd', offset: bench.now });
    bench.send({ type: 'final', text: 'never mind' });
    bench.pass(1_200);
    expect(bench.state.flow.history.map(({ text }) => text).slice(1, 4)).toEqual([
      'think about it',
      'Well, it',
      'never mind',
    ]);
  });
});

describe('a caller who goes on when the answer has just begun', () => {
  /** The answer to "a table" has been audible for `ms`. */
  function answering(ms: number): Bench {
    const bench = new Bench();
    bench.hearAll();
    bench.speak('a table');
    bench.pass(500);
    bench.send({ type: 'stage', utterance: 'u1', mark: 'firstAudio' });
    bench.pass(ms);
    return bench;
  }
  const stopped = (bench: Bench, heard: string) => {
    for (const u of bench.lines())
      bench.send({ type: 'stopped', utterance: u, heard: u === 'u1' ? heard : '' });
  };

  it('is yielded to at the onset, and the answer is in no history', () => {
    const bench = answering(300);
    bench.send({ type: 'speechStart', onset: bench.now - 60 });
    expect(bench.of('voiceStop')).toHaveLength(1);
    stopped(bench, 'You');
    bench.pass(700);
    bench.send({ type: 'speechEnd', offset: bench.now - 160 });
    bench.send({ type: 'final', text: 'for two' });
    bench.pass(1_000);
    expect(bench.said).toContain('You said: a table for two.');
    expect(bench.state.flow.history.map(({ text }) => text)).toEqual([
      'Hello there.',
      'a table for two',
      'You said: a table for two.',
      'What else?',
    ]);
    expect(bench.of('interruption')).toMatchObject([{ interruption: { kind: 'yield', onsetToStopMs: 60 } }]);
    expect(bench.of('turn').map(({ turn }) => turn.index)).toEqual([0]);
  });

  it('but if it was a cough the answer goes on, and all is as it was', () => {
    const bench = answering(300);
    const { flow, turns } = bench.state;
    bench.send({ type: 'speechStart', onset: bench.now - 60 });
    stopped(bench, 'You');
    bench.pass(250);
    bench.send({ type: 'speechEnd', offset: bench.now - 160 });
    bench.pass(80);
    bench.send({ type: 'final', text: '' });
    expect(bench.said.slice(-2)).toEqual(['said: a table.', 'What else?']);
    expect(bench.state.flow).toEqual(flow);
    expect(bench.state.turns).toBe(turns);
    bench.hearAll();
    expect(bench.of('turn').at(-1)?.turn).toMatchObject({
      index: 1,
      caller: 'a table',
      heard: 'You said: a table. What else?',
      interrupted: false,
    });
  });

  it('later than that it is a cut-in, and history keeps what was heard', () => {
    const bench = answering(900);
    bench.send({ type: 'speechStart', onset: bench.now - 60 });
    expect(bench.of('voiceStop')).toHaveLength(0);
    bench.send({ type: 'speechLasts', onset: bench.now - 60 });
    stopped(bench, 'You said:');
    expect(bench.state.flow.history.at(-1)?.text).toBe('You said:');
  });

  it('an answer that has touched the world is stopped, not withdrawn', () => {
    const bench = new Bench();
    bench.hearAll();
    bench.speak('look up');
    bench.pass(1_000);
    bench.hearAll();
    const requestId = bench.of('httpStart')[0]?.requestId ?? '';
    bench.send({ type: 'httpDone', requestId, result: { ok: true, status: 200, body: 1 } });
    const line = bench.lines()[0] ?? '';
    bench.send({ type: 'stage', utterance: line, mark: 'firstAudio' });
    bench.send({ type: 'speechStart', onset: bench.now - 60 });
    bench.send({ type: 'speechLasts', onset: bench.now - 60 });
    bench.send({ type: 'stopped', utterance: line, heard: 'Found' });
    expect(bench.state.flow.history.map(({ text }) => text)).toContain('look up');
    expect(bench.state.flow.history.at(-1)?.text).toBe('One moment. Found');
  });
});

describe('where the carrier hears', () => {
  function cut(): Bench {
    const bench = new Bench({ greeting: LINE, hearing: 'carrier' });
    bench.send({ type: 'stage', utterance: 'u0', mark: 'firstAudio' });
    bench.pass(1_000);
    bench.send({ type: 'interrupted', heard: 'We open at nine,' });
    bench.send({ type: 'stopped', utterance: 'u0', heard: 'We open at nine,' });
    return bench;
  }

  it('an interrupt by a word of assent is resumed', () => {
    const bench = cut();
    bench.pass(400);
    bench.send({ type: 'final', text: 'Uh-huh.' });
    expect(bench.said.at(-1)).toBe('we close at five, and we are closed on Sundays.');
    expect(bench.of('interruption')).toEqual([
      { type: 'interruption', interruption: { kind: 'false', onsetToStopMs: null, resumedAfterMs: 400 } },
    ]);
    expect(bench.state.flow.history).toMatchObject([{ text: LINE }]);
  });

  it('so is one that no words follow, where the carrier tells of speech', () => {
    const bench = cut();
    bench.send({ type: 'speechStart', onset: bench.now });
    bench.pass(300);
    bench.send({ type: 'speechEnd', offset: bench.now });
    bench.pass(1_600);
    expect(bench.said).toHaveLength(2);
  });

  it('words are answered', () => {
    const bench = cut();
    bench.send({ type: 'final', text: 'And on Sundays?' });
    expect(bench.said).toContain('You said: And on Sundays?.');
    expect(bench.of('turn')[0]?.turn).toMatchObject({ heard: 'We open at nine,', interrupted: true });
  });
});

describe('waiting for a sound to last', () => {
  /** Words over the line at some time of it; the agent's silence comes `waitMs` after the onset is known. */
  function history(waitMs: number, words: string, ms: number): unknown {
    const bench = speaking();
    const onset = bench.now - 70;
    bench.send({ type: 'speechStart', onset });
    bench.pass(waitMs);
    bench.send({ type: 'speechLasts', onset });
    bench.send({ type: 'stopped', utterance: 'u0', heard: 'We open at nine,' });
    bench.pass(ms - waitMs);
    bench.send({ type: 'speechEnd', offset: bench.now - 160 });
    bench.pass(100);
    bench.send({ type: 'final', text: words });
    bench.pass(3_000);
    bench.hearAll();
    return {
      history: bench.state.flow.history,
      turns: bench.of('turn').map(({ turn: { caller, heard } }) => ({ caller, heard })),
    };
  }

  it('gives the same history as not waiting, where the caller says real words', () => {
    const words = fc.constantFrom('no', 'I want a table', 'look up my order', 'bye', 'okay but on Friday');
    fc.assert(
      fc.property(
        words,
        fc.integer({ min: 300, max: 3_000 }),
        fc.integer({ min: 1, max: 290 }),
        (text, ms, wait) => {
          expect(history(wait, text, ms)).toEqual(history(0, text, ms));
        },
      ),
    );
  });
});
