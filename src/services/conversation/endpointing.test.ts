import { describe, expect, it } from 'vitest';
import { defaultPatience, type Expectation, type ExpectationKind } from '../../types/expectation.ts';
import { looksComplete, silenceNeeded } from './endpointing.ts';

const expecting = (kind: ExpectationKind, digits?: Expectation['digits']): Expectation => ({
  kind,
  language: 'en-US',
  choices: [],
  hints: [],
  digits,
  patience: defaultPatience[kind],
  dtmf: true,
  speech: true,
});

describe('endpointing', () => {
  it.each([
    ['free', 'I would like to', false],
    ['free', 'I want it and', false],
    ['free', 'um', false],
    ['free', 'I want a table for two', true],
    ['free', '我想訂位同埋', false],
    ['free', '我想訂位', true],
    ['yes-no', 'yes', true],
    ['phone', 'nine one two three', false],
    ['phone', '9123 4567', true],
  ] as const)('%s: "%s" complete: %s', (kind, text, complete) => {
    expect(looksComplete(expecting(kind), text)).toBe(complete);
  });

  it('counts spoken and written digits against what was asked', () => {
    const pin = expecting('digits', { min: 4, max: 4 });
    expect(silenceNeeded(pin, 'one two three')).toBe(pin.patience.capMs);
    expect(silenceNeeded(pin, 'one two three four')).toBe(pin.patience.endSilenceMs);
    expect(silenceNeeded(pin, '零七一九')).toBe(pin.patience.endSilenceMs);
  });

  it('is patient by default only until words are known', () => {
    const free = expecting('free');
    expect(silenceNeeded(free, null)).toBe(free.patience.endSilenceMs);
    expect(silenceNeeded(free, '  ')).toBe(free.patience.endSilenceMs);
  });
});
