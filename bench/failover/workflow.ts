import { CURRENT_DOCUMENT_VERSION } from '../../src/types/workflow.ts';

export const FAILOVER_WORKFLOW = 'failover';
export const GREETING = 'Hello, what is it?';

export interface Orders {
  readonly recogniser: readonly string[];
  readonly synthesiser: readonly string[];
  readonly model: readonly string[];
}

/** Every answer is the model's. */
export function failoverDocument({ recogniser, synthesiser, model }: Orders) {
  return {
    format: 'call-flow-weaver/workflow',
    formatVersion: CURRENT_DOCUMENT_VERSION,
    config: {
      name: 'Failover bench',
      languages: [
        {
          language: 'en-US',
          sttProvider: recogniser[0],
          sttFallbacks: recogniser.slice(1),
          ttsProvider: synthesiser[0],
          ttsFallbacks: synthesiser.slice(1),
        },
      ],
      // Tone speech says letters: what is compared is the text as it was written.
      performance: { languageOptimization: false },
      model: { provider: model[0], fallbacks: model.slice(1) },
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
