import { describe, expect, it } from 'vitest';
import { listensToWords, planCall } from './callScript.ts';

const base = { workflow: 'clinic', transport: 'media', steps: [] } as const;

describe('planCall', () => {
  it('books at the clinic unless told otherwise, answering what it hears', () => {
    const plan = planCall(base);
    expect(plan).toMatchObject({ workflow: 'clinic', transport: 'media', language: 'en-US' });
    expect(listensToWords(plan.script)).toBe(true);
  });
  it('only listens to a workflow that it knows nothing about', () => {
    expect(planCall({ ...base, workflow: 'mine' }).script).toEqual([{ do: 'wait' }, { do: 'hang-up' }]);
  });
  it('lets the agent finish before each given step, and hangs up at the end', () => {
    const steps = [
      { kind: 'say', value: 'hello' },
      { kind: 'press', value: '1' },
      { kind: 'play', value: 'a.wav' },
    ] as const;
    expect(planCall({ ...base, steps }).script).toEqual([
      { do: 'wait' },
      { do: 'say', text: 'hello' },
      { do: 'wait' },
      { do: 'press', digits: '1' },
      { do: 'wait' },
      { do: 'play', file: 'a.wav' },
      { do: 'wait', optional: true },
      { do: 'hang-up' },
    ]);
  });
  it('takes a scenario to the transport, language and workflow that were asked for', () => {
    const plan = planCall({
      workflow: 'clinic-two',
      transport: 'relay',
      language: 'zh-HK',
      scenario: 'silence',
      steps: [],
    });
    expect(plan).toMatchObject({ workflow: 'clinic-two', transport: 'relay', language: 'zh-HK' });
    expect(plan.script).toEqual([{ do: 'await-end', timeoutMs: 90_000 }]);
  });
});
