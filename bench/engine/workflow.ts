import { CURRENT_DOCUMENT_VERSION } from '../../src/types/workflow.ts';

export const BENCH_WORKFLOW = 'bench';

/** A conversation that never ends by itself: every turn goes through recogniser, flow, model, clauses and voice. */
export const benchDocument = {
  format: 'call-flow-weaver/workflow',
  formatVersion: CURRENT_DOCUMENT_VERSION,
  config: { name: 'Bench', languages: [{ language: 'en-US' }], model: { provider: 'openai-compatible' } },
  flow: {
    nodes: [
      { id: 'start', type: 'start', data: {} },
      {
        id: 'talk',
        type: 'conversation',
        data: {
          opening: { 'en-US': 'Hello.' },
          instructions: 'Go on for ever.',
          maxTurns: 100,
          outcomes: [
            {
              id: 'done',
              label: 'Done',
              description: 'Never',
              examples: { 'en-US': ['that is all thank you'] },
            },
          ],
        },
      },
      { id: 'end', type: 'end', data: { line: { 'en-US': 'Goodbye.' } } },
    ],
    edges: ['done', 'no-input', 'fallback']
      .map((outcome) => ({
        id: `talk-${outcome}`,
        source: 'talk',
        outcome,
        target: 'end',
      }))
      .concat([{ id: 'start-next', source: 'start', outcome: 'next', target: 'talk' }]),
  },
} as const;
