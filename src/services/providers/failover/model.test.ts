import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../../tests/support/manualClock.ts';
import type { ProviderFailure } from '../../../types/ports.ts';
import { Continuation } from './continuation.ts';
import { HealthBoard } from './healthBoard.ts';
import { FailoverModel } from './model.ts';
import { ScriptedModel, type Script } from './testing/scriptedParts.ts';

const ANSWER = 'Your table for four is booked.';

function call(...scripts: Script[]) {
  const clock = new ManualClock();
  const parts = scripts.map((script, i) => new ScriptedModel('abc'[i] as string, clock, script));
  const board = new HealthBoard({ clock, published: () => 300 });
  const model = new FailoverModel({ board, language: 'en-US', parts });
  const ask = () => {
    const answer = { text: '', ends: 0, failures: [] as ProviderFailure[], firstAt: -1 };
    const at = clock.now();
    const handle = model.generate(
      { messages: [{ role: 'caller', text: 'A table, please.' }], tools: [] },
      {
        text: (delta) => {
          if (answer.firstAt < 0) answer.firstAt = clock.now() - at;
          answer.text += delta;
        },
        toolCall: () => undefined,
        done: () => void answer.ends++,
        failed: (failure) => {
          answer.ends++;
          answer.failures.push(failure);
        },
      },
    );
    return Object.assign(answer, { handle });
  };
  return { clock, parts: parts as [ScriptedModel, ...ScriptedModel[]], board, ask };
}

describe('several models as one', () => {
  it('asks only the first while it is well, and the second when it is late', () => {
    const { clock, parts, ask } = call({ firstMs: 100 }, { firstMs: 100 });
    const first = ask();
    clock.advance(2_000);
    expect([first.text, first.ends, parts[1]?.requests]).toEqual([ANSWER, 1, 0]);
    parts[0].script = { firstMs: null };
    const second = ask();
    clock.advance(2_000);
    expect([second.text, second.ends, second.firstAt]).toEqual([ANSWER, 1, 400]);
    expect(parts[0].cancelled).toBe(1);
  });

  it('says the rest by another model when one breaks in mid-answer: nothing lost, nothing twice', () => {
    for (const broken of ['breaksAfter', 'hangsAfter'] as const)
      for (let after = 1; after < 6; after++) {
        const { clock, parts, ask } = call({ firstMs: 100, [broken]: after }, { firstMs: 100 });
        const answer = ask();
        clock.advance(10_000);
        expect([answer.text, answer.ends, answer.failures]).toEqual([ANSWER, 1, []]);
        expect(parts[1]?.requestsSeen.at(-1)?.messages.at(-1)?.role).toBe(after === 1 ? 'caller' : 'system');
      }
  });

  it('asks a model that can be prefilled without instructions', () => {
    const { clock, parts, ask } = call({ firstMs: 100, breaksAfter: 3 }, { firstMs: 100 });
    (parts[1] as ScriptedModel).capabilities.prefill = true;
    const answer = ask();
    clock.advance(10_000);
    expect(answer.text).toBe(ANSWER);
    expect(parts[1]?.requestsSeen.at(-1)?.messages.at(-1)).toEqual({ role: 'agent', text: 'Your table' });
  });

  it('takes out what a model says again from the beginning', () => {
    const { clock, parts, ask } = call({ firstMs: 100, breaksAfter: 3 }, { firstMs: 100 });
    (parts[1] as ScriptedModel).goesOn = () => ANSWER;
    const answer = ask();
    clock.advance(10_000);
    expect(answer.text).toBe(ANSWER);
  });

  it('asks the only model once more, then fails without offering a retry', () => {
    const { clock, parts, ask } = call({ firstMs: 100, breaksAfter: 2 });
    const answer = ask();
    clock.advance(20_000);
    expect(parts[0].requests).toBe(2);
    expect([answer.ends, answer.failures[0]?.retryable]).toEqual([1, false]);
  });

  it('is silent after a cancel, also in the second half', () => {
    const { clock, parts, ask } = call({ firstMs: 100, breaksAfter: 2 }, { firstMs: 100 });
    const answer = ask();
    clock.advance(230);
    answer.handle.cancel();
    const { text } = answer;
    clock.advance(10_000);
    expect([answer.text, answer.ends]).toEqual([text, 0]);
    expect(parts[1]?.cancelled).toBe(1);
  });

  it('regression: an answer of nothing is none, and another model is asked', () => {
    const { clock, parts, ask } = call({ firstMs: 50 }, { firstMs: 50 });
    parts[0].answer = '';
    const answer = ask();
    clock.advance(2_000);
    expect([answer.text, answer.ends]).toEqual([ANSWER, 1]);
  });
});

describe('the second half of an answer', () => {
  const whole = (said: string, pieces: readonly string[]) => {
    const continuation = new Continuation(said);
    return said + pieces.map((piece) => continuation.push(piece)).join('') + continuation.end();
  };

  it('joins at the word, whether the last one comes again, was whole, or was half', () => {
    expect(whole('Your table is booked', [' booked', ' for seven.'])).toBe('Your table is booked for seven.');
    expect(whole('Your table is booked', ['for seven.'])).toBe('Your table is booked for seven.');
    expect(whole('Your tab', ['table is booked.'])).toBe('Your table is booked.');
    expect(whole('Your table is ', ['booked.'])).toBe('Your table is booked.');
    expect(whole('你嘅枱', ['訂咗喇。'])).toBe('你嘅枱訂咗喇。');
    expect(whole('Booked', [', thank you.'])).toBe('Booked, thank you.');
  });

  it('says an answer once, wherever it broke and however it goes on', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,6}[,.]?$/), { minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), fc.constantFrom('told', 'beginning'), (list, at, cut, from) => {
        // No word is the beginning of the answer again: a reader could not tell either.
        fc.pre(new Set(list.map((word) => word[0])).size === list.length);
        const answer = list.join(' ');
        const said = answer.slice(0, 1 + (at % (answer.length - 1)));
        const { told } = new Continuation(said);
        const rest = from === 'told' ? answer.slice(told.length) : answer;
        const middle = 1 + (cut % rest.length);
        expect(whole(said, [rest.slice(0, middle), rest.slice(middle)])).toBe(answer);
      }),
      { numRuns: 2_000 },
    );
  });
});
