import type { Flow } from '../../types/flow.ts';
import type { WorkflowConfig } from '../../types/workflowConfig.ts';

/** What a workflow without a drawn flow does: it greets, converses by the persona, and says goodbye. */
export function defaultFlow(config: WorkflowConfig): Flow {
  const language = config.languages[0]?.language ?? 'en-US';
  return {
    variables: [],
    nodes: [
      {
        id: 'start',
        type: 'start',
        data: { greeting: { [language]: `Hello, this is ${config.name}. How can I help you?` } },
      },
      {
        id: 'talk',
        type: 'conversation',
        data: {
          instructions: config.model.persona || config.description || `You answer calls for ${config.name}.`,
          outcomes: [
            {
              id: 'done',
              label: 'Finished',
              description: 'The caller has what they wanted and says goodbye.',
              examples: { [language]: ['goodbye', 'bye', 'that is all', 'no thank you'] },
            },
          ],
        },
      },
      { id: 'end', type: 'end', data: { line: { [language]: 'Thank you for calling. Goodbye.' } } },
    ],
    edges: [
      { id: 'start-talk', source: 'start', outcome: 'next', target: 'talk' },
      { id: 'talk-end', source: 'talk', outcome: 'done', target: 'end' },
      { id: 'talk-silent', source: 'talk', outcome: 'no-input', target: 'end' },
      { id: 'talk-lost', source: 'talk', outcome: 'fallback', target: 'end' },
    ],
  };
}
