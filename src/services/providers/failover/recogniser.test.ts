import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../../tests/support/manualClock.ts';
import type { ProviderFailure } from '../../../types/ports.ts';
import { HealthBoard } from './healthBoard.ts';
import { FailoverRecogniser } from './recogniser.ts';
import { ScriptedRecogniser, type Script } from './testing/scriptedParts.ts';
import { failure } from '../shared/failure.ts';

const P95 = 200;

function call(...scripts: Script[]) {
  const clock = new ManualClock();
  const parts = scripts.map((script, i) => new ScriptedRecogniser('abc'[i] as string, clock, script));
  const board = new HealthBoard({ clock, published: () => P95 });
  const told: string[] = [];
  const recogniser = new FailoverRecogniser({
    board,
    language: 'en-US',
    parts,
    watch: { failover: ({ from, to, reason }) => told.push(`${from}>${to}:${reason}`) },
  });
  const heard = { partials: [] as string[], finals: [] as string[], failures: [] as ProviderFailure[] };
  const session = recogniser.open(
    { language: 'en-US', sampleRate: 8_000 },
    {
      partial: (text) => void heard.partials.push(text),
      final: (text) => void heard.finals.push(text),
      failed: (it) => void heard.failures.push(it),
    },
  );
  // One array for all: who keeps it without a copy hears the last word only.
  const shared = new Int16Array(64);
  const say = (text: string) => {
    for (let i = 0; i < text.length; i++) shared[i] = text.charCodeAt(i);
    session.write(shared.subarray(0, text.length));
  };
  return {
    clock,
    parts: parts as [ScriptedRecogniser, ...ScriptedRecogniser[]],
    board,
    told,
    heard,
    session,
    say,
  };
}

const well: Script = { firstMs: 50 };

describe('several recognisers as one', () => {
  it('lets only the first listen while it is well', () => {
    const { clock, parts, heard, session, say } = call(well, well);
    session.begin();
    say('yes ');
    say('please');
    session.finish();
    clock.advance(1_000);
    expect(heard).toEqual({ partials: ['yes ', 'yes please'], finals: ['yes please'], failures: [] });
    expect([parts[0].opened, parts[1]?.opened]).toEqual([1, 0]);
  });

  it('gives the whole turn to the second when the first is late with its final', () => {
    const { clock, heard, told, session, say } = call({ firstMs: null }, well);
    session.begin();
    say('yes ');
    say('please');
    session.finish();
    clock.advance(P95 + 49);
    expect(heard.finals).toEqual([]);
    clock.advance(1);
    expect([heard.finals, told]).toEqual([['yes please'], ['a>b:slow']]);
  });

  it('gives the turn to the second at once when the first breaks while the caller speaks', () => {
    const { clock, parts, heard, told, session, say } = call(well, well);
    session.begin();
    say('yes ');
    parts[0].sinks.at(-1)?.failed(failure('a', 'unavailable', 'gone'));
    say('please');
    session.finish();
    clock.advance(50);
    expect([heard.finals, heard.failures, told]).toEqual([['yes please'], [], ['a>b:unavailable']]);
    expect(heard.partials.at(-1)).toBe('yes please');
  });

  it('gives the turn to the second at once when the first fails at the end', () => {
    const { clock, heard, told, session, say } = call({ firstMs: 10, fails: 'internal' }, well);
    session.begin();
    say('yes');
    session.finish();
    clock.advance(60);
    expect([heard.finals, told]).toEqual([['yes'], ['a>b:internal']]);
  });

  it('opens the first anew for the next turn: one break is not for ever', () => {
    const { clock, parts, heard, session, say } = call(well, well);
    session.begin();
    parts[0].sinks.at(-1)?.failed(failure('a', 'unavailable', 'gone'));
    say('one');
    session.finish();
    clock.advance(500);
    session.begin();
    say('two');
    session.finish();
    clock.advance(500);
    expect(heard.finals).toEqual(['one', 'two']);
    expect(parts[0].opened).toBe(2);
  });

  it('has one final for a caller who goes on, of the whole turn', () => {
    const { clock, heard, session, say } = call(well, well);
    session.begin();
    say('this ');
    session.finish();
    clock.advance(20);
    say('and that');
    session.finish();
    clock.advance(500);
    expect(heard.finals).toEqual(['this and that']);
  });

  it('lets the one who understood the first part hear the rest of the turn', () => {
    const { clock, parts, heard, session, say } = call({ firstMs: null }, well);
    session.begin();
    say('this ');
    session.finish();
    clock.advance(500);
    say('and that');
    session.finish();
    clock.advance(500);
    expect(heard.finals).toEqual(['this ', 'this and that']);
    expect(parts[0].requests).toBe(1);
  });

  it('says once a turn that nobody understood, and listens on', () => {
    const { clock, parts, heard, session, say } = call(
      { firstMs: 10, fails: 'unavailable' },
      { firstMs: 10, fails: 'quota' },
    );
    session.begin();
    say('yes');
    session.finish();
    clock.advance(10_000);
    expect([heard.finals, heard.failures.map(({ kind }) => kind)]).toEqual([[], ['quota']]);
    parts[0].script = well;
    session.begin();
    say('again');
    session.finish();
    clock.advance(10_000);
    expect([heard.finals, heard.failures.length]).toEqual([['again'], 1]);
  });

  it('gives up on a turn when all are silent', () => {
    const { clock, heard, session, say } = call({ firstMs: null }, { firstMs: null });
    session.begin();
    say('yes');
    session.finish();
    clock.advance(2 * P95 + 2_500);
    expect(heard.failures.map(({ kind }) => kind)).toEqual(['stalled']);
  });

  it('forgets a turn that is discarded, at all providers', () => {
    const { clock, heard, session, say } = call({ firstMs: null }, { firstMs: 300 });
    session.begin();
    say('never mind');
    session.finish();
    clock.advance(250);
    session.discard();
    clock.advance(10_000);
    expect(heard.finals).toEqual([]);
    session.begin();
    say('x');
    session.finish();
    clock.advance(501);
    expect(heard.finals).toEqual(['x']);
  });

  it('waits no longer once the breaker of the first has opened, and tries it again beside the second', () => {
    const { clock, parts, heard, session, say } = call({ firstMs: null }, well);
    const turn = (text: string, ms = 1_000) => {
      session.begin();
      say(text);
      session.finish();
      clock.advance(ms);
    };
    for (let n = 0; n < 4; n++) turn(`turn ${n}`);
    const before = parts[0].requests;
    turn('quick', 50);
    expect([heard.finals.at(-1), parts[0].requests]).toEqual(['quick', before]);
    parts[0].script = well;
    clock.advance(10_000);
    turn('probe', 50);
    expect([heard.finals.at(-1), parts[0].requests]).toEqual(['probe', before + 1]);
    const others = parts[1]?.requests;
    turn('home again');
    expect([heard.finals.at(-1), parts[1]?.requests]).toEqual(['home again', others]);
  });

  it('says nothing after close', () => {
    const { clock, heard, session, say } = call(well, well);
    session.begin();
    say('yes');
    session.finish();
    session.close();
    session.close();
    clock.advance(10_000);
    expect(heard.finals).toEqual([]);
  });

  it('regression: a probe that answers after its turn is over is well again all the same', () => {
    const { clock, parts, heard, session, say } = call({ firstMs: null }, { firstMs: 30 });
    const turn = (text: string, ms: number) => {
      session.begin();
      say(text);
      session.finish();
      clock.advance(ms);
      session.discard();
    };
    for (let n = 0; n < 4; n++) turn(`turn ${n}`, 1_000);
    parts[0].script = { firstMs: 100 };
    clock.advance(10_000);
    // Committed 40 ms after the end of the speech; the probe's final comes 60 ms later.
    turn('yes', 40);
    clock.advance(1_000);
    const before = parts[1]?.requests;
    turn('home again', 300);
    expect([heard.finals.at(-1), parts[1]?.requests]).toEqual(['home again', before]);
  });

  it('regression: a session that was late is not used again', () => {
    const { clock, parts, heard, session, say } = call({ firstMs: null }, well);
    session.begin();
    say('one');
    session.finish();
    clock.advance(1_000);
    parts[0].script = well;
    session.begin();
    say('two');
    session.finish();
    clock.advance(1_000);
    expect(heard.finals).toEqual(['one', 'two']);
    expect(parts[0].opened).toBe(2);
  });

  it('regression: the only provider gets a new session after a turn that nobody understood', () => {
    const { clock, parts, heard, session, say } = call({ firstMs: null });
    session.begin();
    say('one');
    session.finish();
    clock.advance(5_000);
    parts[0].script = well;
    session.begin();
    say('two');
    session.finish();
    clock.advance(1_000);
    expect([heard.failures.length, heard.finals, parts[0].opened]).toEqual([1, ['two'], 2]);
  });

  it('regression: a provider that fails while it is being opened is one that failed', () => {
    const { clock, parts, heard, session, say } = call(well, well);
    session.begin();
    parts[0].sinks.at(-1)?.failed(failure('a', 'unavailable', 'gone'));
    parts[0].open = (_options, sink) => {
      sink.failed(failure('a', 'refused', 'at once'));
      return { begin() {}, write() {}, finish() {}, discard() {}, close() {} };
    };
    say('one');
    session.finish();
    clock.advance(500);
    session.begin();
    say('two');
    session.finish();
    clock.advance(500);
    expect(heard.finals).toEqual(['one', 'two']);
  });
});
