/** A workflow of one conversation, and calls that teach the server's response cache without a telephone. */
import { compileFlow, parseDocument, questionAt } from '../../src/services/flow/index.ts';
import type { WeaverServer } from '../../src/server/createServer.ts';
import { cacheSettings } from '../../src/types/cache.ts';
import type { JsonValue } from '../../src/types/json.ts';
import { CURRENT_DOCUMENT_VERSION } from '../../src/types/workflow.ts';

export const HOURS = 'what are your opening hours';
export const OPEN = 'We are open from nine to six.';
export const GREETING = 'Welcome. What would you like to know?';

/** Start, a node `faq` that asks a model, and the end. */
export function faqDocument(
  languages: readonly string[] = ['en-US'],
  instructions = 'We are open from nine to six.',
) {
  return {
    format: 'call-flow-weaver/workflow',
    formatVersion: CURRENT_DOCUMENT_VERSION,
    config: { name: 'Questions', languages: languages.map((language) => ({ language })) },
    flow: {
      variables: [
        { name: 'time', type: 'string', personal: true },
        { name: 'guests', type: 'number', personal: true },
      ],
      nodes: [
        { id: 'start', type: 'start', data: {} },
        {
          id: 'faq',
          type: 'conversation',
          data: {
            opening: { 'en-US': GREETING, 'zh-HK': '你好，有咩幫到你？' },
            instructions,
            outcomes: [{ id: 'bye', examples: { 'en-US': ['goodbye'] } }],
          },
        },
        { id: 'end', type: 'end', data: { line: { 'en-US': 'Goodbye.', 'zh-HK': '再見。' } } },
      ],
      edges: [
        { id: 'e1', source: 'start', outcome: 'next', target: 'faq' },
        { id: 'e2', source: 'faq', outcome: 'bye', target: 'end' },
        { id: 'e3', source: 'faq', outcome: 'no-input', target: 'end' },
        { id: 'e4', source: 'faq', outcome: 'fallback', target: 'end' },
      ],
    },
  };
}

/** Makes and publishes it. Answers its id. */
export async function publishFaq(
  { context: { store } }: Pick<WeaverServer, 'context'>,
  slug = 'faq',
  languages?: readonly string[],
): Promise<string> {
  const { id } = await store.workflows.create({
    slug,
    name: slug,
    document: parseDocument(faqDocument(languages)),
  });
  await store.workflows.publish(id, '');
  return id;
}

const compiled = compileFlow(parseDocument(faqDocument()));

export interface Lesson {
  readonly words?: string;
  readonly answer?: string;
  readonly version?: number;
  readonly values?: Readonly<Record<string, JsonValue>>;
  readonly callSids?: readonly string[];
  /** Whether it is waited for. Default: yes. */
  readonly flush?: boolean;
}

let sids = 0;

/** Three calls, or those named, ask and are answered by a model; resolves when it is committed, unless told not to wait. */
export async function teach(
  { context: { cache } }: Pick<WeaverServer, 'context'>,
  workflowId: string,
  lesson: Lesson = {},
): Promise<void> {
  const { words = HOURS, answer = OPEN, version: workflowVersion = 1, values } = lesson;
  if (!compiled.ok) throw new Error('the flow of the test has errors');
  const question = questionAt(compiled.flow, { nodeId: 'faq', words, values, at: '2026-01-05T02:00:00Z' });
  if (!question) throw new Error('no question is asked there');
  const line = cache.workflow({ workflowId, workflowVersion }, cacheSettings.parse({ auditShare: 0 }), true);
  for (const callSid of lesson.callSids ?? [1, 2, 3].map(() => `CA-taught-${++sids}`)) {
    const call = line.call(callSid);
    call.learn(question, { text: answer, toolCalls: [] });
    call.over();
  }
  if (lesson.flush ?? true) await cache.flush();
}
