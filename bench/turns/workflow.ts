/** The line that is called: closed questions of each kind, and a conversation between them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  workflowDocument,
  CURRENT_DOCUMENT_VERSION,
  type WorkflowDocument,
} from '../../src/types/workflow.ts';

export const WORKFLOW = 'bench-turns';

const line = (english: string, cantonese: string) => ({ 'en-US': english, 'zh-HK': cantonese });

function field(kind: string, variable: string, ask: ReturnType<typeof line>, more: object = {}) {
  return {
    id: variable,
    type: 'collect',
    data: { fields: [{ variable, kind, ask, confirm: 'never', ...more }], retries: 2 },
  };
}

const options = [
  ['appointments', ['appointments', 'appointment'], ['預約']],
  ['prescriptions', ['prescriptions', 'prescription'], ['藥物']],
  ['billing', ['my bill', 'billing', 'bill'], ['賬單']],
  ['person', ['a person', 'person', 'somebody'], ['職員']],
] as const;

/** Eleven turns if nothing goes wrong, five of them open (see plan.ts): yes-no, five open, choice, digits, day, telephone number, yes-no. */
const nodes = () => [
  {
    id: 'start',
    type: 'start',
    data: {
      greeting: line('Thank you for calling Harbour Family Clinic.', '多謝你致電海港家庭診所。'),
      timezone: 'Asia/Hong_Kong',
    },
  },
  field('yes-no', 'known', line('Have you been with us before?', '你之前有冇嚟過睇症?')),
  {
    id: 'talk',
    type: 'conversation',
    data: {
      opening: line('What can I do for you?', '請問有咩可以幫到你?'),
      instructions: 'Answer from the facts given. Listen to what callers tell.',
      goals: ['The caller knows what they asked.'],
      outcomes: [
        {
          id: 'done',
          label: 'That was all',
          description: 'The caller has no more questions.',
          examples: { 'en-US': ['that is all'], 'zh-HK': ['係咁多'] },
        },
      ],
      knowledge: facts(),
      maxTurns: 30,
    },
  },
  {
    id: 'menu',
    type: 'menu',
    data: {
      prompt: line(
        'Shall I connect you with appointments, prescriptions, your bill, or a person?',
        '想轉去預約、藥物、賬單,定係職員?',
      ),
      options: options.map(([id, english, cantonese]) => ({
        id,
        label: id,
        phrases: { 'en-US': english, 'zh-HK': cantonese },
      })),
    },
  },
  field('digits', 'pin', line('What is your four digit code?', '請講你嘅四位數字密碼。'), {
    digits: { min: 4, max: 4 },
  }),
  field('date', 'day', line('Which day suits you?', '邊日方便你呀?')),
  field('phone', 'telephone', line('Which number can we reach you on?', '你嘅聯絡電話係幾多號?')),
  field('yes-no', 'reminder', line('Shall we send you a reminder?', '使唔使寄個提示畀你?')),
  { id: 'end', type: 'end', data: { line: line('Thank you. Goodbye.', '多謝你,再見。') } },
];

const order = ['start', 'known', 'talk', 'menu', 'pin', 'day', 'telephone', 'reminder', 'end'] as const;
const outcomes: Readonly<Record<string, readonly string[]>> = {
  start: ['next'],
  talk: ['done', 'no-input', 'fallback'],
  menu: [...options.map(([id]) => id), 'no-input', 'no-match'],
};

function edges() {
  return order.slice(0, -1).flatMap((source, at) =>
    (outcomes[source] ?? ['filled', 'failed']).map((outcome) => ({
      id: `${source}.${outcome}`,
      source,
      outcome,
      target: order[at + 1]!,
    })),
  );
}

const variables = [
  { name: 'known', type: 'boolean' },
  { name: 'pin', type: 'string', personal: true },
  { name: 'day', type: 'string' },
  { name: 'telephone', type: 'string', personal: true },
  { name: 'reminder', type: 'boolean' },
];

/** The forty facts of `bench cache`: its oracle and its callers know them. */
function facts(): unknown {
  const document = JSON.parse(readFileSync(join(import.meta.dirname, '../cache/faqLine.json'), 'utf8')) as {
    flow: { nodes: { id: string; data: { knowledge?: unknown } }[] };
  };
  return document.flow.nodes.find(({ id }) => id === 'facts')?.data.knowledge;
}

export function turnsDocument(): WorkflowDocument {
  return workflowDocument.parse({
    format: 'call-flow-weaver/workflow',
    formatVersion: CURRENT_DOCUMENT_VERSION,
    config: {
      name: 'Harbour Family Clinic',
      languages: [{ language: 'en-US' }, { language: 'zh-HK' }],
      model: { provider: 'bench', temperature: 0.7, persona: 'You answer the telephone of a clinic.' },
      telephone: {
        fallbackLine: line(
          'I am sorry, something went wrong. Please call again.',
          '唔好意思,出咗問題,請再打嚟。',
        ),
      },
    },
    flow: { nodes: nodes(), edges: edges(), variables },
  });
}
