import { CURRENT_DOCUMENT_VERSION } from '../../src/types/workflow.ts';

export const FAILOVER_WORKFLOW = 'failover';
export const GREETING = 'Hello, what is it?';

/** Every answer is the model's. The providers' order comes by environment, like the address and key of each. */
export function failoverDocument() {
  const order = (name: string) => (process.env[name] ?? '').split(',').filter((it) => it !== '');
  const [stt, tts, llm] = ['BENCH_RECOGNISERS', 'BENCH_SYNTHESISERS', 'BENCH_MODELS'].map(order);
  return {
    format: 'call-flow-weaver/workflow',
    formatVersion: CURRENT_DOCUMENT_VERSION,
    config: {
      name: 'Failover bench',
      languages: [
        {
          language: 'en-US',
          sttProvider: stt?.[0],
          sttFallbacks: stt?.slice(1),
          ttsProvider: tts?.[0],
          ttsFallbacks: tts?.slice(1),
        },
      ],
      model: { provider: llm?.[0], fallbacks: llm?.slice(1) },
      performance: { failoverEnabled: process.env['BENCH_FAILOVER'] !== 'off' },
    },
    flow: {
      nodes: [
        { id: 'start', type: 'start', data: {} },
        {
          id: 'talk',
          type: 'conversation',
          data: {
            opening: { 'en-US': GREETING },
            instructions: 'Repeat what the caller says.',
            maxTurns: 100,
            retries: 5,
            outcomes: [
              {
                id: 'done',
                label: 'Done',
                description: 'Never',
                examples: { 'en-US': ['nothing of this kind is ever said'] },
              },
            ],
          },
        },
        { id: 'end', type: 'end', data: { line: { 'en-US': 'Goodbye.' } } },
      ],
      edges: ['done', 'no-input', 'fallback']
        .map((outcome) => ({ id: `talk-${outcome}`, source: 'talk', outcome, target: 'end' }))
        .concat([{ id: 'start-next', source: 'start', outcome: 'next', target: 'talk' }]),
    },
  } as const;
}
