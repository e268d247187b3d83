import { describe, expect, it } from 'vitest';
import { textCall } from '../textCall.ts';
import { portOf } from '../testPort.ts';

describe('transfer', () => {
  const to = (number: string) =>
    portOf(
      [
        ['start', 'start'],
        ['t', 'transfer', { to: '{{ number }}' }],
        ['end', 'end'],
      ],
      [
        ['start', 'next', 't'],
        ['t', 'busy', 'end'],
        ['t', 'no-answer', 'end'],
        ['t', 'failed', 'end'],
      ],
      { variables: [{ name: 'number', initial: number }] },
    );
  it.each(['answered', 'busy', 'no-answer', 'failed'] as const)('%s', (transfer) => {
    const call = textCall(to('+1 (202) 555-0143'), { transfer });
    expect(call.effects.find((effect) => effect.type === 'transfer')).toMatchObject({ to: '+12025550143' });
    expect(call.ended).toBe(transfer === 'answered' ? 'transferred' : 'completed');
  });
  it('fails without a number that can be called', () => {
    const call = textCall(to('my mother'));
    expect(call.state.path[1]).toMatchObject({ outcome: 'failed' });
  });
});
