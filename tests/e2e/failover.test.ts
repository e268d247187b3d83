/** Whole calls over real sockets while providers fail: the caller reads every word of every answer from the audio. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  startProviders,
  type FaultName,
  type SimulatedProviders,
  type Work,
} from '../../bench/failover/providers.ts';
import { runPhase } from '../../bench/failover/calls.ts';
import type { ToneTurn } from '../../bench/failover/toneCaller.ts';
import { failoverDocument, FAILOVER_WORKFLOW } from '../../bench/failover/workflow.ts';
import { ProviderRegistry, ProviderSettingsSource } from '../../src/services/providers/index.ts';
import { cloudProviders } from '../../src/services/providers/cloud.ts';
import { RegistryProviders } from '../../src/services/performanceOrchestrator.ts';
import { testServer, type TestServer } from '../../src/server/testing/testServer.ts';

let simulated: SimulatedProviders;
let server: TestServer;
beforeEach(async () => {
  simulated = await startProviders(1);
  const settings = new ProviderSettingsSource(simulated.env);
  const registry = new ProviderRegistry(cloudProviders(settings));
  server = await testServer(
    { WEAVER_VAD: 'energy' },
    { providers: new RegistryProviders(registry), registry, providerSettings: settings },
  );
  const document = failoverDocument({
    recogniser: ['deepgram', 'elevenlabs'],
    synthesiser: ['azure', 'elevenlabs'],
    model: ['groq', 'gemini'],
  });
  await server.api('/api/workflows/import', { method: 'POST', json: { slug: FAILOVER_WORKFLOW, document } });
  await server.api(`/api/workflows/${FAILOVER_WORKFLOW}/publish`, { method: 'POST', json: { note: 'test' } });
});
afterEach(async () => {
  await server?.stop();
  await simulated?.close();
});

/** The line cache is the process's: what one test said must not answer the next. */
let from = 0;

/** Calls with one good turn, then turns under the fault. */
async function callsUnder(strike: () => void, calls = 3, turns = 3): Promise<ToneTurn[]> {
  let done = 0;
  from += 50;
  const phase = { url: server.url, account: server.account };
  return runPhase(phase, {
    calls,
    turns,
    from,
    giveUpMs: 5_000,
    turnDone: () => {
      if (++done === calls) strike();
    },
  });
}

function expectEveryWord(turns: readonly ToneTurn[], count: number): void {
  expect(turns).toHaveLength(count);
  for (const turn of turns) expect(turn).toMatchObject({ answered: true, lost: 0, repeated: 0 });
}

const codes = () => Object.keys(server.context.metrics.snapshot({ origin: 'simulated' }).errors);

describe('every provider of one kind fails', () => {
  const outage = (work: Work) => {
    for (const { behaviour } of simulated.both(work)) behaviour.fault = { kind: 'status', status: 500 };
  };

  it('nobody can speak: the farewell that was prepared is played, and the call ends', async () => {
    const turns = await callsUnder(() => outage('synthesiser'), 1, 3);
    expect(turns.at(-1)?.heard).toBe(
      'We are sorry, there is a technical problem. Please call again a little later. Goodbye.',
    );
    expect(codes()).toEqual(expect.arrayContaining(['PROVIDER_UNAVAILABLE', 'CALL_NO_VOICE']));
    expect(codes()).not.toContain('CALL_CRASHED');
  }, 60_000);

  it('nobody can hear: the caller is asked again, then told', async () => {
    const turns = await callsUnder(() => outage('recogniser'), 1, 4);
    const heard = turns.map((turn) => turn.heard).join(' ');
    expect(heard).toContain('Sorry, I did not hear anything.');
    expect(heard).toContain('Please call again a little later. Goodbye.');
    expect(codes()).toContain('CALL_NO_EARS');
  }, 60_000);

  it('nobody can think: the flow’s own words answer, and the call goes on', async () => {
    const turns = await callsUnder(() => outage('model'), 1, 2);
    expect(turns.at(-1)?.answered).toBe(true);
    expect(codes()).not.toContain('CALL_CRASHED');
  }, 60_000);
});

describe('a provider fails in the middle of calls', () => {
  const cells: readonly (readonly [Work, FaultName])[] = [
    ['recogniser', 'stall'],
    ['recogniser', 'close'],
    ['synthesiser', 'stall'],
    ['synthesiser', 'close'],
    ['model', 'stall'],
    ['model', 'close'],
    ['model', 'garbage'],
  ];
  for (const [work, fault] of cells)
    it(`${work}, ${fault}: every caller gets every word`, async () => {
      const turns = await callsUnder(() => simulated.fault(work, fault));
      expectEveryWord(turns, 9);
      expect(codes()).toContain('PROVIDER_FAILOVER');
    }, 90_000);

  it('all well: nobody else is called in', async () => {
    const turns = await callsUnder(() => undefined, 2, 2);
    expectEveryWord(turns, 4);
    expect(codes().filter((code) => code === 'PROVIDER_FAILOVER')).toEqual([]);
  }, 60_000);
});
