import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { question } from '../../../tests/support/toyFlow.ts';
import { anyEvent, Bench } from '../../../tests/support/machineBench.ts';

const LINE = 'Please leave a message after the tone.';
const message = { silenceMs: 3_000, maxMs: 20_000, beep: true, finish: '#' };
const expectation = {
  ...question,
  patience: { ...question.patience, noInputMs: 3_000 },
  message,
};

function asked(options: ConstructorParameters<typeof Bench>[0] = {}): Bench {
  return new Bench({ greeting: LINE, expectation, ...options });
}

/** After the tone. */
function recording(options: ConstructorParameters<typeof Bench>[0] = {}): Bench {
  const bench = asked(options);
  bench.hearAll();
  bench.pass(700);
  return bench;
}

const callers = (bench: Bench) => bench.of('turn').map(({ turn }) => turn.caller);

describe('a message', () => {
  it('begins with a tone once the agent has said all', () => {
    const bench = asked();
    expect(bench.of('messageStart')).toEqual([]);
    bench.hearAll();
    expect(bench.of('messageStart')).toEqual([{ type: 'messageStart', beep: true }]);
    expect(bench.of('messageStop')).toEqual([]);
  });

  it('takes pauses that would end a turn, and ends with silence', () => {
    const bench = recording();
    bench.speak('This is Mary.');
    bench.pass(2_000);
    expect(bench.of('messageStop')).toEqual([]);
    bench.speak('This is Mary. Please call me back.');
    // 260 ms of the silence have passed when the final words come.
    bench.pass(2_700);
    expect(bench.of('messageStop')).toEqual([]);
    bench.pass(100);
    expect(bench.of('messageStop')).toHaveLength(1);
    expect(bench.said).toContain('You said: This is Mary. Please call me back..');
  });

  it('is no answer: nothing is prepared for it', () => {
    const bench = recording({ speculate: true });
    bench.speak('Please call me back.');
    bench.pass(3_200);
    expect(bench.of('speculate')).toEqual([]);
  });

  it('ends with its key, and with no other', () => {
    const bench = recording();
    bench.speak('Call me.');
    bench.send({ type: 'key', digit: '5' });
    expect(bench.of('messageStop')).toEqual([]);
    bench.send({ type: 'key', digit: '#' });
    expect(bench.of('messageStop')).toHaveLength(1);
    expect(bench.said).toContain('You said: Call me..');
  });

  it('ends when its time is up, in the middle of a word', () => {
    const bench = recording();
    bench.send({ type: 'speechStart', onset: bench.now });
    bench.pass(300);
    bench.send({ type: 'speechLasts', onset: bench.now - 300 });
    bench.send({ type: 'partial', text: 'and then' });
    bench.pass(message.maxMs + 1_000);
    expect(bench.of('messageStop')).toHaveLength(1);
    expect(bench.said).toContain('You said: and then.');
  });

  it('counts where nobody understood it', () => {
    const bench = recording();
    bench.speak('');
    bench.pass(10_000);
    expect(bench.said.filter((text) => text.startsWith('You said'))).toEqual(['You said: .']);
  });

  it.each([0, 120])('is none with %s ms of sound', (ms) => {
    const bench = recording();
    if (ms > 0) {
      bench.send({ type: 'speechStart', onset: bench.now });
      bench.pass(ms);
      bench.send({ type: 'speechEnd', offset: bench.now });
      bench.send({ type: 'final', text: '' });
    }
    bench.pass(9_000);
    expect(bench.of('messageStop').length).toBeGreaterThan(0);
    expect(bench.said.filter((text) => text.startsWith('You said'))).toEqual([]);
  });

  it('holds nothing that was said over the announcement', () => {
    const bench = asked();
    bench.send({ type: 'stage', utterance: 'u0', mark: 'firstAudio' });
    bench.pass(100);
    bench.speak('Hello? Hello?');
    expect(bench.of('messageStart')).toEqual([]);
    bench.hearAll();
    bench.pass(1_000);
    bench.speak('It is Mary.');
    bench.pass(3_200);
    expect(bench.said).toContain('You said: It is Mary..');
  });

  it('is kept as far as it came when the caller hangs up', () => {
    const bench = recording();
    bench.speak('This is Mary, and');
    bench.send({ type: 'closed', reason: 'caller-hung-up' });
    expect(bench.of('messageStop')).toHaveLength(1);
    expect(callers(bench).at(-1)).toBe('This is Mary, and');
  });

  it('is not reopened by a word more', () => {
    const bench = recording();
    bench.speak('It is Mary.');
    bench.pass(3_100);
    bench.send({ type: 'speechStart', onset: bench.now });
    expect(bench.of('messageStart').filter(({ beep }) => beep)).toHaveLength(1);
  });

  it('is sentence after sentence where the carrier hears, and ends with silence', () => {
    const bench = recording({ hearing: 'carrier' });
    bench.send({ type: 'final', text: 'This is Mary.' });
    bench.pass(1_500);
    bench.send({ type: 'final', text: 'Call me.' });
    bench.pass(2_900);
    expect(bench.said).toHaveLength(1);
    bench.pass(200);
    expect(bench.said).toContain('You said: This is Mary. Call me..');
  });

  it('has no word twice where the carrier tells words before they are final', () => {
    const bench = recording({ hearing: 'carrier' });
    bench.send({ type: 'partial', text: 'This is' });
    bench.send({ type: 'final', text: 'This is Mary.' });
    bench.pass(3_100);
    expect(bench.said).toContain('You said: This is Mary..');
  });

  it('is not ended where the carrier hears a sentence that goes on', () => {
    const bench = recording({ hearing: 'carrier' });
    bench.send({ type: 'final', text: 'This is Mary.' });
    bench.pass(2_500);
    bench.send({ type: 'partial', text: 'Call' });
    bench.pass(2_500);
    expect(bench.of('messageStop')).toEqual([]);
    bench.send({ type: 'final', text: 'Call me.' });
    bench.pass(3_100);
    expect(bench.said).toContain('You said: This is Mary. Call me..');
  });

  it('holds what a carrier told of a sentence that never became final', () => {
    const bench = recording({ hearing: 'carrier' });
    bench.send({ type: 'final', text: 'This is Mary.' });
    bench.send({ type: 'partial', text: 'Call me' });
    bench.pass(3_100);
    expect(bench.said).toContain('You said: This is Mary. Call me.');
  });

  it('is whole when it is typed', () => {
    const bench = recording();
    bench.send({ type: 'speechStart', onset: bench.now });
    bench.send({ type: 'typed', text: 'Call me.' });
    expect(bench.said).toContain('You said: Call me..');
  });

  it('begins and ends in turn, whatever happens (property)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(anyEvent, fc.record({ type: fc.constant('pass' as const), ms: fc.nat(4_000) }))),
        fc.constantFrom('audio' as const, 'carrier' as const),
        (events, hearing) => {
          const bench = asked({ hearing });
          for (const event of events)
            if (event.type === 'pass') bench.pass(event.ms);
            else bench.send(event);
          bench.send({ type: 'closed', reason: 'caller-hung-up' });
          bench.pass(5_000);
          const told = bench.effects.filter(({ type }) => type === 'messageStart' || type === 'messageStop');
          told.forEach(({ type }, i) => expect(type).toBe(i % 2 === 0 ? 'messageStart' : 'messageStop'));
          expect(told.length % 2).toBe(0);
          expect(bench.state.message).toBeNull();
        },
      ),
    );
  });
});
