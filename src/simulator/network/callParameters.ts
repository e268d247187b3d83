/** The parameters that come with every voice webhook. */
export interface CallFacts {
  readonly accountSid: string;
  readonly callSid: string;
  readonly from: string;
  readonly to: string;
}

export type CallStatus =
  'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled';

export function callParameters(facts: CallFacts, status: CallStatus): Record<string, string> {
  const place = (who: string) => ({
    [`${who}City`]: '',
    [`${who}State`]: '',
    [`${who}Zip`]: '',
    [`${who}Country`]: country(who === 'From' || who === 'Caller' ? facts.from : facts.to),
  });
  return {
    AccountSid: facts.accountSid,
    ApiVersion: '2010-04-01',
    CallSid: facts.callSid,
    CallStatus: status,
    Direction: 'inbound',
    From: facts.from,
    Caller: facts.from,
    To: facts.to,
    Called: facts.to,
    ...place('From'),
    ...place('Caller'),
    ...place('To'),
    ...place('Called'),
  };
}

const prefixes: readonly [string, string][] = [
  ['+852', 'HK'],
  ['+853', 'MO'],
  ['+86', 'CN'],
  ['+44', 'GB'],
  ['+1', 'US'],
];

function country(number: string): string {
  return prefixes.find(([prefix]) => number.startsWith(prefix))?.[1] ?? '';
}
