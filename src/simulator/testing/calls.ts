import { faultsOf, type Faults } from '../faults.ts';
import { CallerLine } from '../caller/line.ts';
import { TwilioSimulator, type SimulatorOptions } from '../network/twilioSimulator.ts';
import { Ticker } from '../network/ticker.ts';
import type { ScriptedServer } from './scriptedServer.ts';
import { fastClock } from './time.ts';

export const testAccount = { accountSid: `AC${'a'.repeat(32)}`, authToken: 'secret-of-the-test' };

/** A network in a hurry: ten times as fast as life. */
export function testNetwork(options: Partial<SimulatorOptions> = {}): TwilioSimulator {
  const clock = fastClock(10);
  return new TwilioSimulator({ ...testAccount, clock, ticker: new Ticker(clock), ...options });
}

/** Places a call with nobody at the telephone but the test. */
export function placeTestCall(server: ScriptedServer, network = testNetwork(), faults: Partial<Faults> = {}) {
  const line = new CallerLine({ record: true });
  const placed = network.placeCall(
    {
      voiceUrl: `${server.origin}/voice?x=1`,
      statusCallback: `${server.origin}/status`,
      faults: faultsOf(faults),
    },
    line,
  );
  return { line, ...placed };
}

export const streamTwiml = (server: ScriptedServer, after = '') =>
  `<Response><Connect action="/action"><Stream url="${server.wsOrigin}/media" statusCallback="/stream-status"><Parameter name="token" value="t1"/></Stream></Connect>${after}</Response>`;
