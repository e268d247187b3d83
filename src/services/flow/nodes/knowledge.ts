import {
  defineNode,
  type NodeAnswer,
  type NodeContext,
  type NodeEffect,
  type NodeFinding,
  type NodeInput,
  type NodeResult,
  type NodeSource,
} from '../nodeType.ts';
import { certain, defaultThreshold, near } from '../retrieval/choose.ts';
import { standardLines } from '../standardLines.ts';
import { apology, expect, numberIn } from './common.ts';
import { askModel, DECLINE } from './knowledgeModel.ts';
import { knowledgeLines, shelfOf } from './knowledgePassages.ts';
import { knowledgeSettings, type KnowledgeSettings } from './knowledgeSettings.ts';

type Context = NodeContext<KnowledgeSettings>;

/** Questions that the recogniser is told to expect. */
const MAX_HINTS = 60;

export const knowledge = defineNode({
  type: 'knowledge',
  title: 'Knowledge answer',
  description: 'Answers a question from what is written here, and from nothing else.',
  category: 'speech',
  icon: 'book-open',
  entered: true,
  schema: knowledgeSettings,
  outcomesRule: 'answered, or not-found when nothing written here is near enough to the question.',
  consequence:
    'The nearest entry or paragraph is found by its words, the same one each time, in a few milliseconds. Said as it stands, its sound is ready since the flow was published: the caller waits for nothing, and hears not one word that nobody wrote. Two that are about as near count as not found: better no answer than another one’s. With a language model the nearest passages go along with the question, and nothing else of the call; when they do not answer it, or nothing is near, the call goes along Not found. A model that fails leaves the answer that is certain, as it stands. What was measured: docs/knowledge.md.',
  outcomes: () => [
    { id: 'answered', label: 'Answered' },
    { id: 'not-found', label: 'Not found' },
  ],
  listens: ({ ask }) => Object.values(ask).some((line) => line.trim() !== ''),
  lines: (data) => [
    { path: ['ask'], text: data.ask, required: false },
    ...knowledgeLines(data),
    { path: ['noInput'], text: data.noInput, required: false },
  ],
  answers: ({ entries }) =>
    entries.flatMap(({ questions }, i): NodeAnswer[] =>
      Object.values(questions).every(({ length }) => length === 0)
        ? []
        : [{ path: ['entries', i, 'questions'], id: `entry ${i + 1}`, phrases: questions }],
    ),
  sources: ({ cache }) =>
    cache.dependsOn.map((source, i): NodeSource => ({
      path: ['cache', 'dependsOn', i],
      kind: 'expression',
      source,
    })),
  check: ({ entries, text }): NodeFinding[] =>
    entries.length === 0 && Object.values(text).every((pages) => pages.trim() === '')
      ? [{ sentence: 'FLOW_KNOWLEDGE_EMPTY', severity: 'error', path: ['entries'] }]
      : [],
  ready(data, languages) {
    for (const language of languages) shelfOf({ data, language, languages });
  },
  enter(ctx) {
    const { ask, interruptible } = ctx.data;
    if (ctx.raw(ask) === '') return answer(ctx, lastWords(ctx));
    return listen(ctx, 0, ctx.say(ask, { interruptible }));
  },
  again: (ctx) => listen(ctx, numberIn(ctx.memory, 'silences'), ctx.say(ctx.data.ask)),
  accept(ctx, input) {
    if (input.type !== 'utterance') return null;
    const given = answer(ctx, input.text);
    return given.next.do === 'go' && given.next.outcome === 'not-found' ? null : given;
  },
  input(ctx, input): NodeResult {
    switch (input.type) {
      case 'utterance':
        return answer(ctx, input.text);
      case 'model':
        return generated(ctx, input);
      default:
        return silence(ctx);
    }
  },
});

const found: NodeResult['next'] = { do: 'go', outcome: 'answered' };
const notFound: NodeResult = { memory: null, next: { do: 'go', outcome: 'not-found' } };

function lastWords(ctx: Context): string {
  return ctx.history.findLast(({ role }) => role === 'caller')?.text ?? '';
}

function listen(ctx: Context, silences: number, effects: readonly NodeEffect[]): NodeResult {
  const hints = ctx.data.entries.flatMap(({ questions }) => ctx.phrases(questions).slice(0, 2));
  return {
    effects,
    memory: { silences },
    next: {
      do: 'listen',
      expectation: expect(ctx, 'free', { hints: hints.slice(0, MAX_HINTS), dtmf: false }),
    },
  };
}

function answer(ctx: Context, question: string): NodeResult {
  const { mode, topK, threshold = defaultThreshold.model } = ctx.data;
  if (mode === 'exact') return asItStands(ctx, question);
  if (!ctx.hasModel) {
    saySoOnce(ctx);
    return asItStands(ctx, question);
  }
  const passages = near(shelfOf(ctx).library.find(question, topK), threshold);
  if (passages.length === 0) return notFound;
  const { interruptible } = ctx.data;
  return { memory: null, next: { do: 'generate', interruptible, ...askModel(ctx, question, passages) } };
}

function asItStands(ctx: Context, question: string): NodeResult {
  const { mode, threshold, cite, interruptible } = ctx.data;
  const { known, library } = shelfOf(ctx);
  // What is near enough for a model to look at is not near enough to be said.
  const least = (mode === 'exact' ? threshold : undefined) ?? defaultThreshold.exact;
  const at = certain(library.find(question, 2), least);
  const passage = at === null ? undefined : known[at];
  if (!passage) return notFound;
  const said = ctx.say(passage.answer, { interruptible });
  if (said.length === 0) return notFound;
  const source = cite ? ctx.say(passage.source, { interruptible }) : [];
  return { effects: [...said, ...source], memory: null, next: found };
}

function generated(ctx: Context, { result }: NodeInput & { type: 'model' }): NodeResult {
  // The caller cut in before the first word: they are speaking, and what they say is the question now.
  if (!result.ok && result.code === 'CALL_INTERRUPTED') return listen(ctx, 0, []);
  if (!result.ok) {
    saySoOnce(ctx);
    return asItStands(ctx, lastWords(ctx));
  }
  const declined = result.toolCalls.some(({ name }) => name === DECLINE) || result.text.trim() === '';
  return declined ? notFound : { memory: null, next: found };
}

function saySoOnce(ctx: Context): void {
  if (ctx.once('no-model')) ctx.note('FLOW_NO_MODEL', {});
}

function silence(ctx: Context): NodeResult {
  const { ask, noInput, retries, interruptible } = ctx.data;
  const silences = numberIn(ctx.memory, 'silences') + 1;
  if (silences > retries) return notFound;
  const effects = [...apology(ctx, noInput, standardLines.noInput), ...ctx.say(ask, { interruptible })];
  return listen(ctx, silences, effects);
}
