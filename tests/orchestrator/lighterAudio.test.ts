import { describe, expect, it } from 'vitest';
import { encodeMulaw } from '../../src/services/audio/mulaw.ts';
import { LaggingClock, PlayingTransport } from '../../src/services/audio/testSupport.ts';
import {
  PerformanceOrchestrator,
  type OrchestratorOptions,
  type ProviderSet,
} from '../../src/services/performanceOrchestrator.ts';
import type { Flow } from '../../src/types/flow.ts';
import type { AudioLeg } from '../../src/types/leg.ts';
import type { AudioTransportSink } from '../../src/types/transport.ts';
import type { Turn } from '../../src/types/turn.ts';
import { silence, TalkingSynthesiser, voice } from '../streamingAudio/audioCall.ts';

const flow: Flow = {
  variables: [],
  nodes: [
    { id: 'start', type: 'start', data: { greeting: { default: 'Hello.' } } },
    {
      id: 'ask',
      type: 'menu',
      data: {
        prompt: { default: 'Tea or coffee?' },
        options: ['tea', 'coffee'].map((id) => ({ id, phrases: { default: [id] } })),
      },
    },
    { id: 'end', type: 'end', data: { line: { default: 'Goodbye.' } } },
  ],
  edges: [
    { id: 'a', source: 'start', outcome: 'next', target: 'ask' },
    { id: 'b', source: 'ask', outcome: 'tea', target: 'ask' },
    ...['coffee', 'no-input', 'no-match'].map((outcome) => ({
      id: outcome,
      source: 'ask',
      outcome,
      target: 'end',
    })),
  ],
};

/** A call whose caller asks for something twice: on a machine that is well, and when it is overloaded. */
async function call(lighterAudio: boolean, options: OrchestratorOptions = {}) {
  const clock = new LaggingClock();
  const talking = new TalkingSynthesiser(clock);
  const providers: ProviderSet = {
    recogniser: () => null,
    synthesiser: () => ({ provider: talking, reason: 'the only one' }),
    model: () => null,
    load: async () => undefined,
    warm: async () => undefined,
    close: async () => undefined,
  };
  const orchestrator = new PerformanceOrchestrator(
    {
      name: 'Loaded',
      languages: [{ language: 'en-US' }],
      performance: { noiseReduction: 'on', budget: { lighterAudio } },
    },
    { clock, providers, flow, ...options },
  );
  await orchestrator.ready();
  const transport = new PlayingTransport(clock);
  let sink: AudioTransportSink | undefined;
  const leg: AudioLeg = {
    kind: 'audio',
    carrier: 'simulator',
    start: {
      callSid: 'CA1',
      streamSid: 'MZ1',
      accountSid: 'AC1',
      from: '',
      to: '',
      direction: 'inbound',
      parameters: {},
      resumed: false,
    },
    reorder: false,
    reportsKeys: true,
    open: (to) => {
      sink = to;
      transport.onMark = (name) => to.mark(name);
      return transport;
    },
  };
  const turns: Turn[] = [];
  orchestrator.on('turn', ({ turn }) => turns.push(turn));
  const handle = orchestrator.answer(leg, { standIn: true });
  const frame = new Uint8Array(160);
  let mediaMs = 0;
  const play = (pcm: Int16Array) => {
    for (let at = 0; at < pcm.length; at += 160, mediaMs += 20) {
      clock.advance(20);
      encodeMulaw(pcm.subarray(at, at + 160), frame);
      sink?.audio(frame, mediaMs);
    }
  };
  const ask = () => {
    handle.spoken('tea');
    play(voice(600));
    play(silence(4_000));
  };
  play(silence(4_000));
  ask();
  clock.lagMs = 15;
  play(silence(2_200));
  ask();
  handle.hangUp();
  play(silence(5_000));
  await orchestrator.close();
  const answered = turns.filter(({ input }) => input === 'speech');
  return answered.map(({ budget }) => budget?.actions.map(({ action }) => action) ?? null);
}

describe('a turn on an overloaded machine', () => {
  it('says that less was done for its audio', async () => {
    expect(await call(true)).toEqual([[], ['lighterAudio']]);
  });

  it('has all that was asked for where the workflow says so', async () => {
    expect(await call(false)).toEqual([[], []]);
  });

  it('has no budget, and all that was asked for, where budgets are off', async () => {
    expect(await call(true, { latencyBudget: false })).toEqual([null, null]);
  });
});
