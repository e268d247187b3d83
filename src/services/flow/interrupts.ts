/**
 * What a caller may always do: ask for a language, call a global handler, or go to another step of a flexible group. Then the
 * node itself is asked.
 */
import type { Expectation } from '../../types/expectation.ts';
import type { JsonValue } from '../../types/json.ts';
import { engineKeys, leave, recordCaller, type Draft } from './draft.ts';
import { jumped, membersBeside, type FlexMember } from './groups.ts';
import { languageRequested, writtenLanguage } from './languageNames.ts';
import { pickPhrases } from './localised.ts';
import { defaultMatchOptions, matchChoice, scorePhrase } from './match.ts';
import type { NodeInput } from './nodeType.ts';
import type { Runner } from './run.ts';

type CallersInput = NodeInput & { type: 'utterance' | 'keys' | 'silence' };

/** A global phrase must be nearly all that was said, or a sentence that merely mentions it would take the caller away. */
const GLOBAL_SCORE = 0.82;
/** From here on, the node's own answer is clear enough to go before global handlers. */
const OWN_SCORE = 0.9;

export function receive(
  runner: Runner,
  draft: Draft,
  input: CallersInput,
  expected: Expectation | null,
): void {
  // "I want to speak to somebody" in a message is said to who will hear it.
  if (expected?.message) {
    if (input.type === 'utterance' && input.text !== '') recordCaller(draft, input.text);
    return runner.give(input);
  }
  if (input.type === 'utterance') {
    recordCaller(draft, input.text);
    draft.memory[engineKeys.last] = { text: input.text, digits: '' };
    const own = ownScore(runner, input.text, expected);
    if (own < OWN_SCORE && switchLanguage(runner, draft, input.text)) return;
    if (elsewhere(runner, draft, input, own)) return;
    if (own < OWN_SCORE) followCaller(runner, draft, input, expected);
  } else if (input.type === 'keys') {
    draft.memory[engineKeys.last] = { text: '', digits: input.digits };
    if (!expectsKey(expected, input.digits) && elsewhere(runner, draft, input, 0)) return;
  }
  runner.give(input);
}

function ownScore({ options }: Runner, text: string, expected: Expectation | null): number {
  if (!expected || expected.choices.length === 0) return 0;
  const bySound = options.languages?.bySound;
  const match = matchChoice(text, expected.choices, expected.language, { ...defaultMatchOptions, bySound });
  return match?.score ?? 0;
}

function expectsKey(expected: Expectation | null, digits: string): boolean {
  if (!expected?.dtmf) return false;
  if (expected.choices.some((choice) => choice.digit === digits)) return true;
  return ['digits', 'number', 'phone', 'date-time'].includes(expected.kind) && /[0-9]/.test(digits);
}

/** "English, please" at any time. */
function switchLanguage(runner: Runner, draft: Draft, text: string): boolean {
  const wanted = languageRequested(text, runner.flow.languages);
  if (wanted === undefined || wanted === draft.language) return false;
  runner.apply([{ type: 'language', language: wanted }]);
  runner.askAgain();
  return true;
}

/** The caller plainly speaks another of the workflow's languages: they are answered in it. */
function followCaller(
  runner: Runner,
  draft: Draft,
  input: CallersInput & { type: 'utterance' },
  expected: Expectation | null,
): void {
  const { text, language: recognised } = input;
  const { flow, options } = runner;
  const asked = expected?.kind ?? null;
  const heard = { text, recognised, asked, current: draft.language, languages: flow.languages };
  const language = options.languages
    ? options.languages.spokenIn({ ...heard, history: draft.history.slice(0, -1) })
    : writtenLanguage(text, draft.language, flow.languages);
  if (language !== undefined) runner.apply([{ type: 'language', language }]);
}

/** Another step that fits what was said better than the present one does. */
function elsewhere(runner: Runner, draft: Draft, input: CallersInput, own: number): boolean {
  let best: Way | undefined;
  for (const way of waysOut(runner, draft, input))
    if (way.score >= GLOBAL_SCORE && way.score > own && way.score > (best?.score ?? 0)) best = way;
  if (!best) return false;
  if ('member' in best) toMember(runner, draft, input, best.member);
  else toGlobal(runner, draft, best.handler);
  return true;
}

type Way = { readonly score: number } & ({ readonly member: FlexMember } | { readonly handler: string });

/** Steps beside come first: of two that fit alike, the nearer one is meant. */
function* waysOut(runner: Runner, draft: Draft, input: CallersInput): Generator<Way> {
  for (const member of membersBeside(runner.flow, draft.nodeId))
    yield { member, score: spokenScore(member, input, draft) };
  for (const { id, type, data, scope } of runner.flow.globals) {
    if (!draft.nodeId.startsWith(scope.prefix)) continue;
    for (const answer of type.answers?.(data) ?? []) {
      const pressed = input.type === 'keys' && answer.digit === input.digits;
      yield { handler: id, score: pressed ? 1 : spokenScore(answer, input, draft) };
    }
  }
}

function toGlobal(runner: Runner, draft: Draft, id: string): void {
  const waiting = draft.waiting.for === 'caller' ? (draft.waiting as unknown as JsonValue) : null;
  draft.memory[engineKeys.interrupted] = { nodeId: draft.nodeId, waiting };
  leave(draft, `global:${id}`);
  runner.enter(id);
}

/** The words go along: they may hold an answer already. */
function toMember(runner: Runner, draft: Draft, input: CallersInput, member: FlexMember): void {
  jumped(draft, member);
  leave(draft, `flex:${member.nodeId}`);
  runner.enter(member.nodeId, input);
}

function spokenScore(answer: Pick<FlexMember, 'phrases'>, input: CallersInput, draft: Draft): number {
  if (input.type !== 'utterance') return 0;
  let best = 0;
  for (const phrase of pickPhrases(answer.phrases, draft.language))
    best = Math.max(best, scorePhrase(input.text, phrase, draft.language));
  return best;
}
