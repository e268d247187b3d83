/** What a caller may always do: ask for a language, or call a global handler. Then the node itself is asked. */
import type { Expectation } from '../../types/expectation.ts';
import type { JsonValue } from '../../types/json.ts';
import { engineKeys, leave, recordCaller, type Draft } from './draft.ts';
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
  if (input.type === 'utterance') {
    recordCaller(draft, input.text);
    draft.memory[engineKeys.last] = { text: input.text, digits: '' };
    const own = ownScore(runner, input.text, expected);
    if (own < OWN_SCORE && switchLanguage(runner, draft, input.text)) return;
    if (toGlobal(runner, draft, input, own)) return;
    if (own < OWN_SCORE) followCaller(runner, draft, input, expected);
  } else if (input.type === 'keys') {
    draft.memory[engineKeys.last] = { text: '', digits: input.digits };
    if (!expectsKey(expected, input.digits) && toGlobal(runner, draft, input, 0)) return;
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

function toGlobal(runner: Runner, draft: Draft, input: CallersInput, own: number): boolean {
  let best: { id: string; score: number } | undefined;
  for (const handler of runner.flow.globals) {
    for (const answer of handler.type.answers?.(handler.data) ?? []) {
      const score =
        input.type === 'keys' ? Number(answer.digit === input.digits) : spokenScore(answer, input, draft);
      if (score >= GLOBAL_SCORE && score > own && score > (best?.score ?? 0))
        best = { id: handler.id, score };
    }
  }
  if (!best) return false;
  const waiting = draft.waiting.for === 'caller' ? (draft.waiting as unknown as JsonValue) : null;
  draft.memory[engineKeys.interrupted] = { nodeId: draft.nodeId, waiting };
  leave(draft, `global:${best.id}`);
  runner.enter(best.id);
  return true;
}

function spokenScore(
  answer: { phrases: Record<string, string[]> },
  input: CallersInput,
  draft: Draft,
): number {
  if (input.type !== 'utterance') return 0;
  let best = 0;
  for (const phrase of pickPhrases(answer.phrases, draft.language))
    best = Math.max(best, scorePhrase(input.text, phrase, draft.language));
  return best;
}
