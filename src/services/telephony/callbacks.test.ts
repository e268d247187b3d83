import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WeaverError } from '../../types/errors/index.ts';
import {
  parseConnectAction,
  parseDialAction,
  parseStatusCallback,
  parseStreamCallback,
  parseVoiceWebhook,
} from './callbacks.ts';
import { connectActionPlan } from './connectAction.ts';
import type { ConnectActionContext } from './connectAction.ts';

/** The code of the error of ours that is raised; another error passes through. */
function codeOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof WeaverError) return error.code;
    throw error;
  }
}

describe('callbacks', () => {
  it('reads a voice webhook', () => {
    const form = {
      CallSid: 'CA1',
      AccountSid: 'AC1',
      From: '+1',
      To: '+2',
      Direction: 'outbound-api',
      CallStatus: 'in-progress',
      X: 'y',
    };
    expect(parseVoiceWebhook(form)).toEqual({
      callSid: 'CA1',
      accountSid: 'AC1',
      from: '+1',
      to: '+2',
      direction: 'outbound',
      status: 'in-progress',
    });
  });
  it('reads status, stream and dial callbacks', () => {
    expect(parseStatusCallback({ CallSid: 'CA1', CallStatus: 'completed', CallDuration: '42' })).toEqual({
      callSid: 'CA1',
      parentCallSid: '',
      status: 'completed',
      durationMs: 42_000,
      errorCode: '',
    });
    expect(parseStatusCallback({ CallSid: 'CA1', CallStatus: 'vibrating' }).status).toBe('unknown');
    expect(
      parseStreamCallback({
        CallSid: 'CA1',
        StreamSid: 'MZ1',
        StreamEvent: 'stream-error',
        StreamError: 'lost',
      }),
    ).toEqual({
      callSid: 'CA1',
      streamSid: 'MZ1',
      event: 'error',
      error: 'lost',
    });
    expect(parseDialAction({ CallSid: 'CA1', DialCallStatus: 'completed', DialCallDuration: '7' })).toEqual({
      callSid: 'CA1',
      outcome: 'answered',
      durationMs: 7_000,
    });
    expect(parseDialAction({ CallSid: 'CA1', DialCallStatus: 'canceled' }).outcome).toBe('no-answer');
  });
  it('reads the three ends of a session, and the end of a stream', () => {
    const base = { CallSid: 'CA1', CallStatus: 'in-progress', SessionId: 'VX1', SessionDuration: '12' };
    expect(parseConnectAction({ ...base, SessionStatus: 'ended', HandoffData: '{}' })).toMatchObject({
      session: 'ended',
      handoff: '{}',
    });
    expect(parseConnectAction({ ...base, SessionStatus: 'failed', ErrorCode: '39001' })).toMatchObject({
      session: 'failed',
      errorCode: '39001',
      durationMs: 12_000,
    });
    expect(parseConnectAction({ CallSid: 'CA1', CallStatus: 'in-progress' }).session).toBeNull();
  });
  it.each([
    ['CallSid', () => parseVoiceWebhook({})],
    ['its body', () => parseStatusCallback('CallSid=1')],
    ['StreamEvent', () => parseStreamCallback({ CallSid: 'CA1', StreamSid: 'MZ1', StreamEvent: 'x' })],
  ])('says that %s is wrong', (field, act) => {
    expect(act).toThrow(`lacks ${field}`);
  });
  it('never throws anything but its own error', () => {
    const names = fc.constantFrom(
      'CallSid',
      'CallStatus',
      'StreamSid',
      'StreamEvent',
      'SessionStatus',
      'DialCallStatus',
      'CallDuration',
    );
    const form = fc.oneof(fc.jsonValue(), fc.dictionary(names, fc.oneof(fc.string(), fc.jsonValue())));
    const parsers = [
      parseVoiceWebhook,
      parseStatusCallback,
      parseStreamCallback,
      parseConnectAction,
      parseDialAction,
    ];
    fc.assert(
      fc.property(form, (body) => {
        for (const parse of parsers) {
          expect([undefined, 'TEL_CALLBACK_INVALID']).toContain(codeOf(() => parse(body)));
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('what follows a session', () => {
  const handoff = { to: '+85221234567', timeoutSeconds: 20 };
  const plan = (form: object, context: Partial<ConnectActionContext> = {}) =>
    connectActionPlan(parseConnectAction({ CallSid: 'CA1', CallStatus: 'in-progress', ...form }), {
      finished: false,
      attempts: 0,
      ...context,
    });
  it.each([
    [
      'the caller hung up',
      { SessionStatus: 'completed', CallStatus: 'completed' },
      { handoff },
      { do: 'hangup' },
    ],
    ['the call is over', { SessionStatus: 'failed', CallStatus: 'completed' }, {}, { do: 'hangup' }],
    ['we ended it', { SessionStatus: 'ended' }, {}, { do: 'hangup' }],
    ['we ended it to transfer', { SessionStatus: 'ended' }, { handoff }, { do: 'dial', handoff }],
    ['it failed', { SessionStatus: 'failed' }, {}, { do: 'reconnect', attempt: 1 }],
    ['it failed again', { SessionStatus: 'failed' }, { attempts: 1 }, { do: 'reconnect', attempt: 2 }],
    ['it failed a third time', { SessionStatus: 'failed' }, { attempts: 2 }, { do: 'apology' }],
    ['it failed while finishing', { SessionStatus: 'failed' }, { finished: true }, { do: 'hangup' }],
    [
      'it failed a third time and there is somebody',
      { SessionStatus: 'failed' },
      { attempts: 2, fallbackTransferTo: '+85221234567' },
      { do: 'dial', handoff: { to: '+85221234567', timeoutSeconds: 25 } },
    ],
    ['a stream ended as wanted', {}, { finished: true }, { do: 'hangup' }],
    ['a stream ended to transfer', {}, { finished: true, handoff }, { do: 'dial', handoff }],
    ['a stream broke', {}, {}, { do: 'reconnect', attempt: 1 }],
  ])('when %s', (_name, form, context, expected) => {
    expect(plan(form, context)).toEqual(expected);
  });
});
