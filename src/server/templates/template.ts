/**
 * How a template is written: steps with their texts in English and in Cantonese as Hong Kong speaks it, and from each step the
 * ways to the next. `documentOf` makes a workflow document of it.
 */
import { simplified } from '../../lib/hanScript.ts';
import type { TemplateWords } from '../../types/apiTemplates.ts';
import { CURRENT_DOCUMENT_VERSION, type WorkflowDocument } from '../../types/workflow.ts';
import { readDocument } from '../documents.ts';
import { places } from './places.ts';

/** English, and the formal written Chinese of Hong Kong: what people who edit the flow read. */
export type Name = readonly [en: string, zhHK: string];

export interface TemplateStep {
  readonly id: string;
  readonly type: string;
  readonly name: Name;
  /** A `label` may be a `Name`. */
  readonly data: Readonly<Record<string, unknown>>;
  /** From outcome to step. */
  readonly ways: Readonly<Record<string, string>>;
}

export interface TemplateVariable {
  readonly name: string;
  readonly type?: 'string' | 'number' | 'boolean';
  readonly about: Name;
  readonly personal?: boolean;
  readonly initial?: string | number;
}

export interface FlowTemplate {
  readonly id: string;
  readonly title: TemplateWords;
  readonly description: TemplateWords;
  /** The imaginary business. */
  readonly business: Name;
  readonly fallbackTransferTo: string;
  readonly persona?: string;
  readonly allowedPrivateHosts?: readonly string[];
  readonly variables: readonly TemplateVariable[];
  readonly steps: readonly TemplateStep[];
}

export function step(
  id: string,
  type: string,
  name: Name,
  data: Readonly<Record<string, unknown>>,
  ways: Readonly<Record<string, string>> = {},
): TemplateStep {
  return { id, type, name, data, ways };
}

/** What the agent says. */
export const line = (en: string, zhHK: string) => ({ 'en-US': en, 'zh-HK': zhHK });

/** What callers may say. */
export const phrases = (en: readonly string[], zhHK: readonly string[]) => ({ 'en-US': en, 'zh-HK': zhHK });

const languages = [
  { language: 'en-US' },
  {
    language: 'zh-HK',
    optimizations: { dialectSupport: ['Hong Kong'], toneAwareness: true, culturalContext: true },
  },
];

/**
 * `reader`: the language of who will edit it. Steps are named in it, and calls begin in English or in Cantonese, which the
 * template speaks.
 */
export function documentOf(template: FlowTemplate, reader: keyof TemplateWords): WorkflowDocument {
  const word = ([en, zhHK]: Name) => ({ en, 'zh-HK': zhHK, 'zh-CN': mainland(zhHK) })[reader];
  const at = places[template.id] ?? {};
  return readDocument({
    format: 'call-flow-weaver/workflow',
    formatVersion: CURRENT_DOCUMENT_VERSION,
    config: {
      name: word(template.business),
      description: template.description[reader],
      languages: reader === 'en' ? languages : languages.toReversed(),
      model: { provider: 'none', persona: template.persona ?? '' },
      telephone: {
        fallbackLine: line(
          'I am sorry, something went wrong on our side. Please call again in a few minutes.',
          '唔好意思，我哋嘅系統出咗問題，請過幾分鐘再打嚟。',
        ),
        fallbackTransferTo: template.fallbackTransferTo,
      },
      allowedPrivateHosts: template.allowedPrivateHosts ?? [],
    },
    flow: {
      variables: template.variables.map(({ about, ...variable }) => ({
        ...variable,
        description: word(about),
      })),
      nodes: template.steps.map(({ id, type, name, data }) => {
        const [x, y] = at[id] ?? [0, 0];
        return { id, type, label: word(name), data: worded(data, word), position: { x, y } };
      }),
      edges: waysOf(template).map((way) => ({ id: `${way.source}-${way.outcome}`, ...way })),
    },
  });
}

/** Names are short and plain: besides the characters only these words differ. */
function mainland(name: string): string {
  return simplified(name).replaceAll('甚么', '什么').replaceAll('覆述', '复述').replaceAll('口讯', '口信');
}

/** Settings with the labels of outcomes, written as names in both languages, in one. */
function worded(value: unknown, word: (name: Name) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => worded(one, word));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]: [string, unknown]) => [
      key,
      key === 'label' && isName(one) ? word(one) : worded(one, word),
    ]),
  );
}

function isName(value: unknown): value is Name {
  return Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'string');
}

function waysOf({ steps }: FlowTemplate) {
  return steps.flatMap(({ id, ways }) =>
    Object.entries(ways).map(([outcome, target]) => ({ source: id, outcome, target })),
  );
}
