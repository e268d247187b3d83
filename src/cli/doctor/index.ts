import { describeError } from '../output.ts';
import type { Check, CheckResult } from './check.ts';
import { nodeCheck, portCheck, publicUrlCheck, settingsCheck, storeCheck, twilioCheck } from './server.ts';
import { espeakCheck, speechCheck, vadCheck } from './speech.ts';

export type { CheckResult } from './check.ts';

const checks: readonly Check[] = [
  nodeCheck,
  settingsCheck,
  storeCheck,
  portCheck,
  publicUrlCheck,
  twilioCheck,
  espeakCheck,
  vadCheck,
  speechCheck,
];

/** All of them, one after the other: what one finds does not keep the next from looking. */
export async function runChecks(onCheck: (name: string) => void): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    onCheck(check.name);
    results.push({ name: check.name, ...(await attempt(check)) });
  }
  return results;
}

async function attempt(check: Check) {
  try {
    return await check.run();
  } catch (error) {
    const { message, fix } = describeError(error);
    return { state: 'failed', says: message, fix } as const;
  }
}
