/**
 * Nobody ever hears another caller's data. Callers with different values ask the same words in a random order; the model is
 * an adversary that quotes values from the variables, from what the caller said, from nowhere, in the forms that the flow
 * knows and in forms that it does not; certificates are forced and every two texts mean the same; entries are evicted and
 * purged in between.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PredictiveCache } from '../../src/services/predictiveCache.ts';
import { speakDate, speakDigits, speakTime } from '../../src/services/flow/spoken.ts';
import type { CacheQuestion, CacheReply, CacheSlot } from '../../src/types/cache.ts';
import { journalWith, modelsFor, question, said, settingsOf, toyEmbedder } from './kit.ts';

type Language = 'en-US' | 'zh-HK';

interface Person {
  readonly name: string;
  readonly day: string;
  readonly time: string;
  readonly order: string;
  /** How this person's things are described: no value of a variable, and theirs all the same. */
  readonly matter: string;
}

/** No two share a value, a part of one, or a way of saying one. */
const people: Readonly<Record<Language, readonly Person[]>> = {
  'en-US': [
    {
      name: 'Priya Raman',
      day: '2026-11-24',
      time: '08:15',
      order: '551207',
      matter: 'All clear, nothing to fear.',
    },
    { name: 'Tom Okafor', day: '2026-12-05', time: '10:40', order: '660318', matter: 'Surgery is needed.' },
    {
      name: 'Mei Ling Chan',
      day: '2027-01-13',
      time: '16:25',
      order: '774429',
      matter: 'A tooth must come out!',
    },
    {
      name: 'Rose Hill',
      day: '2027-02-07',
      time: '19:55',
      order: '883542',
      matter: 'The unpaid bill went to court.',
    },
  ],
  'zh-HK': [
    { name: '陳大文', day: '2026-11-24', time: '08:15', order: '551207', matter: '冇事,放心。' },
    { name: '李美玲', day: '2026-12-05', time: '10:40', order: '660318', matter: '要做手術。' },
    { name: '黃志強', day: '2027-01-13', time: '16:25', order: '774429', matter: '隻牙要剝!' },
    { name: '何家欣', day: '2027-02-07', time: '19:55', order: '883542', matter: '條數追緊你。' },
  ],
};

/** Values that are anybody's and nobody's: one more for each answer. */
let inventions = 0;

const asking: Readonly<Record<Language, readonly string[]>> = {
  'en-US': ['is everything all right with it', 'what do you have for me', 'so what do you have for me'],
  'zh-HK': ['我嗰單嘢點呀', '你有咩幫到我', '咁你有咩幫到我'],
};

/** What the model may say: plainly wrong to keep for others, every one but the last. */
const quotes = {
  forms: (person: Person, tag: Language) =>
    tag === 'en-US'
      ? `${person.name}, you come on ${speakDate(person.day, tag)} at ${speakTime(person.time, tag)}.`
      : `${person.name},你${speakDate(person.day, tag)}${speakTime(person.time, tag)}嚟。`,
  order: (person: Person, tag: Language) =>
    tag === 'en-US'
      ? `Your order is ${speakDigits(person.order, tag)}.`
      : `你嘅單號係${speakDigits(person.order, tag)}。`,
  rawOrder: ({ order }: Person, tag: Language) => (tag === 'en-US' ? `It is ${order}.` : `單號${order}。`),
  /** A part of the name, the day and the number. */
  parts: ({ name, order }: Person, tag: Language) =>
    tag === 'en-US'
      ? `Sure ${name.split(' ')[0]}, it ends in ${order.slice(-4)}.`
      : `好呀${name.slice(1)},尾號係${order.slice(-4)}。`,
  firstName: ({ name }: Person, tag: Language) =>
    tag === 'en-US' ? `Thank you, ${name.split(' ')[0]}, all is well.` : `多謝${name.slice(1)},一切妥當。`,
  surname: ({ name }: Person, tag: Language) =>
    tag === 'en-US' ? `All is well, Mr ${name.split(' ').at(-1)}.` : `${name.slice(0, 1)}生,一切妥當。`,
  lowerCase: ({ name }: Person, tag: Language) =>
    tag === 'en-US' ? `yes ${name.toLowerCase()} we have it` : `係,${name},有`,
  otherDate: ({ day, time }: Person, tag: Language) =>
    tag === 'en-US'
      ? `It is the ${Number(day.slice(-2))}th, ${Number(time.slice(0, 2))} ${time.slice(3)}.`
      : `係${Number(day.slice(-2))}號${Number(time.slice(0, 2))}點${time.slice(3)}分。`,
  /** Without a value: only that different callers get different answers tells that it is not everybody's. */
  matter: ({ matter }: Person) => matter,
  nowhere: (_: Person, tag: Language) =>
    tag === 'en-US'
      ? `Your reference is ${7000 + (inventions++ % 999)}.`
      : `檔號${7000 + (inventions++ % 999)}。`,
  /** Everybody's. */
  shared: (_: Person, tag: Language) =>
    tag === 'en-US' ? 'We are open Monday to Friday from nine to six.' : '診金三百八十蚊。',
} as const;
type Quote = keyof typeof quotes;

/** Whatever would tell one caller about another. */
function secretsOf(person: Person, tag: Language): string[] {
  const { name, day, time, order, matter } = person;
  const names = tag === 'en-US' ? name.toLowerCase().split(' ') : [name, name.slice(1)];
  return [
    ...names,
    speakDate(day, tag),
    speakTime(time, tag),
    time,
    order,
    order.slice(-4),
    speakDigits(order, tag),
    matter,
    ...(tag === 'en-US'
      ? [`the ${Number(day.slice(-2))}th`]
      : [`${Number(day.slice(-2))}號`, `${name[0]}生`]),
  ].map((secret) => secret.toLowerCase());
}

function slotsOf({ name, day, time, order }: Person, tag: Language): CacheSlot[] {
  const form = (expression: string, text: string) => ({ expression, text });
  const slot = (variable: string, ...forms: ReturnType<typeof form>[]): CacheSlot => ({
    name: variable,
    personal: true,
    forms,
  });
  return [
    slot('name', form('name', name)),
    slot('day', form('day', day), form('sayDate(day, lang)', speakDate(day, tag))),
    slot('time', form('time', time), form('sayTime(time, lang)', speakTime(time, tag))),
    slot('order', form('order', order), form('sayDigits(order, lang)', speakDigits(order, tag))),
  ];
}

/** What the caller has told before: data that no variable holds. */
function toldBy({ name, order }: Person, tag: Language): string[] {
  return tag === 'en-US'
    ? [`this is ${name.toLowerCase()}`, `number ${order}`]
    : [`我係${name}`, `單號${order}`];
}

/** Made once: dates are spoken slowly. */
const facts = new Map<Person, { readonly slots: CacheSlot[]; readonly secrets: string[] }>();
for (const tag of ['en-US', 'zh-HK'] as const)
  for (const person of people[tag])
    facts.set(person, { slots: slotsOf(person, tag), secrets: secretsOf(person, tag) });

interface Step {
  readonly person: number;
  readonly words: number;
  readonly quote: Quote;
  /** Where the caller's data stands: in variables, in what was said, or in both. */
  readonly known: 'variables' | 'words' | 'both';
  readonly after: 'nothing' | 'purge a call' | 'purge a node' | 'recount';
}

const step: fc.Arbitrary<Step> = fc.record({
  person: fc.nat(3),
  words: fc.nat(2),
  quote: fc.constantFrom(...(Object.keys(quotes) as Quote[])),
  known: fc.constantFrom<Step['known']>('variables', 'variables', 'words', 'both'),
  after: fc.oneof(
    { arbitrary: fc.constant('nothing' as const), weight: 20 },
    {
      arbitrary: fc.constantFrom('purge a call' as const, 'purge a node' as const, 'recount' as const),
      weight: 1,
    },
  ),
});

interface Run {
  readonly tag: Language;
  /** null: another one each time. */
  readonly quote: Quote | null;
  readonly known: Step['known'] | null;
  /** Entries that the cache may hold. */
  readonly room: number;
  readonly steps: readonly Step[];
}

/** Mostly one kind of quotation at a time: else no answer would ever be agreed on. */
const run: fc.Arbitrary<Run> = fc.record({
  tag: fc.constantFrom<Language>('en-US', 'zh-HK'),
  quote: fc.option(fc.constantFrom(...(Object.keys(quotes) as Quote[])), { freq: 5 }),
  known: fc.option(fc.constantFrom<Step['known']>('variables', 'words', 'both'), { freq: 5 }),
  room: fc.constantFrom(1, 2, 10_000),
  steps: fc.array(step, { minLength: 6, maxLength: 9, size: 'max' }),
});

const settings = settingsOf({ similarityFloor: 0 });
/** All questions mean the same; answers are as different as their pairs of letters. */
const embedder = toyEmbedder((text) => {
  const counts = Array.from({ length: 256 }, () => 0);
  const isQuestion = Object.values(asking).some((words) => words.includes(text));
  if (isQuestion) counts[0] = 1;
  else
    for (let i = 1; i < text.length; i++) counts[(text.charCodeAt(i - 1) * 31 + text.charCodeAt(i)) % 256]!++;
  return counts;
});
const journal = journalWith(modelsFor(settings.wrongAmongHits));
const owner = { workflowId: 'clinic', workflowVersion: 1 };

function questionOf(person: Person, tag: Language, { words, known }: Pick<Step, 'words' | 'known'>) {
  return question(asking[tag][words]!, {
    language: tag,
    slots: known === 'words' ? [] : facts.get(person)!.slots,
    heard: known === 'variables' ? [] : toldBy(person, tag),
  });
}

const served: Partial<Record<string, number>> = {};

/** All ways in which a call may be answered. */
async function repliesTo(
  call: ReturnType<ReturnType<PredictiveCache['workflow']>['call']>,
  asked: CacheQuestion,
): Promise<string[]> {
  const replies: (CacheReply | null)[] = [call.ask(asked), (await call.askLater(asked)) ?? null];
  for (const reply of replies) if (reply) served[reply.layer] = (served[reply.layer] ?? 0) + 1;
  const { words: _, ...here } = asked;
  return [...replies.flatMap((reply) => (reply ? [reply.text] : [])), ...call.likely(here)];
}

async function interleave({ tag, quote, known, room, steps }: Run): Promise<void> {
  const cache = await PredictiveCache.open({
    journal,
    embedderFor: () => Promise.resolve(embedder),
    limits: { entries: room },
  });
  const calls = cache.workflow(owner, settings, true);
  for (const [i, one] of steps.entries()) {
    const person = people[tag][one.person]!;
    const call = calls.call(`CA${i}`);
    const asked = questionOf(person, tag, { ...one, known: known ?? one.known });
    const others = people[tag]
      .filter((other) => other !== person)
      .flatMap((other) => facts.get(other)!.secrets);
    for (const text of await repliesTo(call, asked)) {
      const leaked = others.filter((secret) => text.toLowerCase().includes(secret));
      expect(leaked, `${person.name} hears ${text}`).toEqual([]);
    }
    const wished = quote ?? one.quote;
    // What is not a value can only be told from everybody's answer where callers are known apart.
    const kind = wished === 'matter' && asked.slots.length === 0 ? 'shared' : wished;
    call.learn(asked, said(quotes[kind](person, tag)));
    await cache.flush();
    call.over();
    if (one.after === 'purge a call') await cache.purge({ callSids: [`CA${i}`] });
    if (one.after === 'purge a node') await cache.purge({ nodeId: 'hours' });
    if (one.after === 'recount') await cache.purge({ entryIds: [] });
  }
  await cache.close();
}

test('no reply to a caller ever holds another caller’s value, in 10,000 random interleavings', async () => {
  // Ten at a time, each with a cache of its own: most of the time they wait.
  const ten = fc.array(run, { minLength: 10, maxLength: 10, size: 'max' });
  await fc.assert(
    fc.asyncProperty(ten, async (runs) => void (await Promise.all(runs.map(interleave)))),
    { numRuns: 1_000 },
  );
  // A cache that never answers leaks nothing and proves nothing.
  expect(served['contextual']).toBeGreaterThan(1_000);
  expect(served['exact']).toBeGreaterThan(1_000);
  expect(served['semantic']).toBeGreaterThan(100);
}, 180_000);

describe('what is learned in one place is nowhere else', () => {
  const place = fc.record({
    workspace: fc.constantFrom('one', 'two'),
    workflowId: fc.constantFrom('clinic', 'orders'),
    workflowVersion: fc.constantFrom(1, 2),
    nodeId: fc.constantFrom('hours', 'fees'),
    language: fc.constantFrom<Language>('en-US', 'zh-HK'),
    voice: fc.constantFrom('', 'anna'),
    depends: fc.constantFrom<Record<string, string>>({}, { branch: 'north' }, { branch: 'south' }),
  });

  test('workspaces, workflows, versions, nodes, languages, voices and shared values', async () => {
    await fc.assert(
      fc.asyncProperty(place, place, async (here, there) => {
        const caches = new Map<string, PredictiveCache>();
        for (const workspace of ['one', 'two'])
          caches.set(
            workspace,
            await PredictiveCache.open({
              workspace,
              journal: journalWith(
                [1, 2].map((version) => modelsFor(settings.wrongAmongHits, version)),
                ['clinic', 'orders'],
              ),
              embedderFor: () => Promise.resolve(embedder),
            }),
          );
        const callIn = ({ workspace, workflowId, workflowVersion }: typeof here, callSid: string) =>
          caches.get(workspace)!.workflow({ workflowId, workflowVersion }, settings, true).call(callSid);
        const asked = ({ nodeId, language, voice, depends }: typeof here) =>
          question('what does it cost', { nodeId, language, voice, depends });
        for (let i = 0; i < 3; i++) {
          callIn(here, `CA${i}`).learn(asked(here), said('It is 380 dollars.'));
          await caches.get(here.workspace)!.flush();
        }
        const found = await repliesTo(callIn(there, 'CB'), asked(there));
        const same = JSON.stringify(here) === JSON.stringify(there);
        expect(found.length > 0).toBe(same);
        await Promise.all([...caches.values()].map((cache) => cache.close()));
      }),
      { numRuns: 1_000, examples: [[sample, sample]] },
    );
  }, 60_000);

  const sample = {
    workspace: 'one',
    workflowId: 'clinic',
    workflowVersion: 1,
    nodeId: 'hours',
    language: 'en-US',
    voice: '',
    depends: {},
  } as const;
});
