import { describe, expect, it } from 'vitest';
import { textCall } from '../textCall.ts';
import { portOf, type Raw } from '../testPort.ts';

describe('collect', () => {
  const collect = (field: Raw, more: Raw = {}) =>
    portOf(
      [
        ['start', 'start'],
        ['c', 'collect', { fields: [{ variable: 'x', ask: { default: 'What?' }, ...field }], ...more }],
        ['end', 'end'],
      ],
      [
        ['start', 'next', 'c'],
        ['c', 'filled', 'end'],
        ['c', 'failed', 'end'],
      ],
      { variables: [{ name: 'x' }] },
    );
  const value = (field: Raw, ...turns: string[]) => {
    const call = textCall(collect(field));
    for (const turn of turns)
      if (/^[0-9*#]+$/.test(turn)) call.press(turn);
      else call.say(turn);
    return call.state.variables['x'];
  };
  it.each<[Raw, string[], unknown]>([
    [{ kind: 'text' }, ['anything at all'], 'anything at all'],
    [{ kind: 'yes-no' }, ['yeah'], true],
    [{ kind: 'yes-no' }, ['2'], false],
    [{ kind: 'number', min: 1, max: 9 }, ['four'], 4],
    [{ kind: 'number', min: 1, max: 9 }, ['forty'], undefined],
    [{ kind: 'digits', digits: { min: 4, max: 4 } }, ['1234#'], '1234'],
    [{ kind: 'digits', digits: { min: 4, max: 4 } }, ['123'], undefined],
    [{ kind: 'phone', confirm: 'always' }, ['23456789', 'yes'], '23456789'],
    [{ kind: 'time' }, ['1530'], '15:30'],
    [{ kind: 'time', confirm: 'always' }, ['ten', 'no, eleven', 'yes'], '11:00'],
    [{ kind: 'date', confirm: 'never' }, ['tomorrow'], '2026-11-24'],
    [{ kind: 'name' }, ['my name is Ann Lee'], 'Ann Lee'],
    [
      {
        kind: 'choice',
        choices: [
          { id: 's', phrases: { default: ['small'] } },
          { id: 'l', phrases: { default: ['large'] }, digit: '2' },
        ],
      },
      ['a large one'],
      'l',
    ],
    [
      {
        kind: 'choice',
        choices: [
          { id: 's', phrases: { default: ['small'] } },
          { id: 'l', phrases: { default: ['large'] }, digit: '2' },
        ],
      },
      ['2'],
      'l',
    ],
  ])('%j %j', (field, turns, expected) => expect(value(field, ...turns)).toEqual(expected));

  it('gives up after its retries', () => {
    const call = textCall(collect({ kind: 'number' }, { retries: 1 }));
    expect(call.say('banana')).toBe('Sorry, I did not catch that. What?');
    call.silence();
    expect(call.state.path[1]).toMatchObject({ outcome: 'failed' });
  });
});
