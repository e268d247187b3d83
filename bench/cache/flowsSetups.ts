/** The three lines that are measured, and who calls them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type WorkflowDocument, workflowDocument } from '../../src/types/workflow.ts';
import type { JsonValue } from '../../src/types/json.ts';
import type { BenchLanguage, Repertoire } from './flowsIntents.ts';
import { noisy, pick, zipf } from './flowsNoise.ts';

export type SetupName = 'demos' | 'clinic' | 'faq';

export interface Setup {
  readonly name: SetupName;
  /** One of them for each call. */
  readonly documents: readonly { readonly id: string; readonly document: WorkflowDocument }[];
}

export interface PlannedCall {
  readonly workflowId: string;
  readonly language: BenchLanguage;
  readonly variables: Record<string, JsonValue>;
  /** What is said, in order; questions with what they mean. */
  readonly lines: readonly { readonly words: string; readonly id: string | null }[];
}

export function setupOf(name: SetupName, delta: number): Setup {
  const faq = () => readDocument(join(import.meta.dirname, 'faqLine.json'));
  const demo = (file: string) =>
    readDocument(join(import.meta.dirname, '../../examples/workflows', `${file}.json`));
  const named: Record<SetupName, () => Setup['documents']> = {
    demos: () => [
      { id: 'clinic', document: demo('clinic') },
      { id: 'orders', document: demo('orders') },
    ],
    clinic: () => [{ id: 'clinic', document: hoursFirst(demo('clinic'), faq()) }],
    faq: () => [{ id: 'faq', document: faq() }],
  };
  return {
    name,
    documents: named[name]().map(({ id, document }) => ({ id, document: bounded(document, delta) })),
  };
}

function readDocument(file: string): WorkflowDocument {
  return workflowDocument.parse(JSON.parse(readFileSync(file, 'utf8')));
}

function bounded(document: WorkflowDocument, wrongAmongHits: number): WorkflowDocument {
  const { config } = document;
  const performance = { ...config.performance, cache: { ...config.performance.cache, wrongAmongHits } };
  const model = { ...config.model, provider: 'bench', temperature: 0.7 };
  return { ...document, config: { ...config, performance, model } };
}

/** The clinic whose callers come to the questions at once; the questions have all facts of the information line. */
function hoursFirst(clinic: WorkflowDocument, faq: WorkflowDocument): WorkflowDocument {
  const facts = dataOf(faq, 'facts')['knowledge'] as JsonValue[];
  const nodes = clinic.flow.nodes.map((node) => {
    if (node.id !== 'hours') return node;
    const data = node.data as Record<string, JsonValue>;
    // The information line's first six are the clinic's own.
    return {
      ...node,
      data: { ...data, knowledge: [...(data['knowledge'] as JsonValue[]), ...facts.slice(6)] },
    };
  });
  const edges = clinic.flow.edges.map((edge) =>
    edge.id === 'start.next' ? { ...edge, target: 'hours' } : edge,
  );
  return { ...clinic, flow: { ...clinic.flow, nodes, edges } } as WorkflowDocument;
}

function dataOf(document: WorkflowDocument, nodeId: string): Record<string, JsonValue> {
  const node = document.flow.nodes.find(({ id }) => id === nodeId);
  return (node?.data ?? {}) as Record<string, JsonValue>;
}

const people = {
  'en-US': [
    'Priya Raman',
    'Tom Okafor',
    'Mei Ling Chan',
    'Rose Hill',
    'Ivan Petrov',
    'Ana Souza',
    'Jack Lee',
    'Noor Aziz',
  ],
  'zh-HK': ['陳大文', '李美玲', '黃志強', '何家欣', '張偉明', '劉慧珊'],
} as const;

/** Name, day and time as if they had been collected before the questions. */
function personOf(language: BenchLanguage, random: () => number): Record<string, JsonValue> {
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    patientName: pick(people[language], random),
    day: `2026-12-${two(1 + Math.floor(random() * 28))}`,
    time: `${two(9 + Math.floor(random() * 9))}:${two(Math.floor(random() * 4) * 15)}`,
  };
}

export interface Planner {
  readonly setup: SetupName;
  readonly repertoires: Readonly<Record<BenchLanguage, Repertoire>>;
  readonly random: () => number;
  /** Learns what noisy words mean. */
  readonly meaning: Map<string, string>;
}

/** @param late the second half: a third of what is said was never said like that before */
export function planCall({ setup, repertoires, random, meaning }: Planner, late: boolean): PlannedCall {
  const language: BenchLanguage = random() < 0.3 ? 'zh-HK' : 'en-US';
  const repertoire = repertoires[language];
  const say = (id: string) => {
    const from = late && random() < 1 / 3 ? repertoire.late : repertoire.early;
    const words = noisy(pick(from.get(id) ?? [], random), language, random);
    meaning.set(words, id);
    return { words, id };
  };
  const ids = setup === 'clinic' ? repertoire.ids : repertoire.ids.filter((id) => id !== 'mine');
  const weights = zipf(ids.length);
  const count = 1 + Math.floor(random() * 4);
  const questions = Array.from({ length: count }, () => {
    // Those who have an appointment ask for it more often than for anything else.
    if (setup === 'clinic' && random() < 0.12) return say('mine');
    return say(ids[weights(random)] ?? 'hours');
  });
  const asking = [...questions, say('done')];
  if (setup !== 'demos')
    return {
      workflowId: setup === 'faq' ? 'faq' : 'clinic',
      language,
      variables: setup === 'clinic' && random() < 0.6 ? personOf(language, random) : {},
      lines: asking,
    };
  return demoCall(language, asking, random);
}

function demoCall(language: BenchLanguage, asking: PlannedCall['lines'], random: () => number): PlannedCall {
  const plain = (...words: readonly string[]) => words.map((one) => ({ words: one, id: null }));
  const chance = random();
  if (chance < 0.15)
    return {
      workflowId: 'orders',
      language: 'en-US',
      variables: {},
      lines: plain('one zero four two', 'no thank you'),
    };
  const han = language === 'zh-HK';
  const begin = han ? '廣東話' : 'English please';
  const path =
    chance < 0.45
      ? plain(begin, ...(han ? ['我想預約', '我叫陳大文', '聽日', '下晝三點', '好', '冇'] : BOOK))
      : [...plain(begin, han ? '應診時間' : 'opening hours'), ...asking];
  return { workflowId: 'clinic', language, variables: {}, lines: path };
}

const BOOK = [
  'book an appointment',
  'my name is Tom Baker',
  'tomorrow',
  'three in the afternoon',
  'yes',
  'no',
];
