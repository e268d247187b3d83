/** What a caller may answer to the question that the flow asks, and what it would say to that. */
import type { CacheQuestion } from '../../types/cache.ts';
import type { Expectation } from '../../types/expectation.ts';
import type { FlowInput, FlowPort, FlowState } from '../../types/flowRuntime.ts';
import type { LanguageTag } from '../../types/language.ts';
import { preparable, type PreparedLine } from '../conversation/index.ts';

export interface Candidate {
  /** A choice of the question's, or {@link ANYTHING}: not what was said. */
  readonly id: string;
  /** What the flow would say first. */
  readonly line: PreparedLine | null;
  /** Without a line: what the response cache would be asked. */
  readonly model: (Omit<PreparedLine, 'text'> & { readonly question: CacheQuestion }) | null;
}

/** Any value, or any words: what is answered must not turn on which. */
export const ANYTHING = 'anything';
const MOST_CHOICES = 8;

/** Looks ahead without doing anything. What would touch the world ends the look. */
export function candidatesAt(flow: FlowPort, state: FlowState, expectation: Expectation): Candidate[] {
  return likelyInputs(expectation).flatMap(({ id, inputs }) => {
    const [first, ...others] = inputs.map((input) => answerTo(flow, state, input));
    if (!first || others.some((other) => !sameAnswer(first, other))) return [];
    return [{ id, ...first }];
  });
}

type Answer = Pick<Candidate, 'line' | 'model'>;

function answerTo(flow: FlowPort, state: FlowState, input: FlowInput): Answer | null {
  const prepared = preparable(flow.peek(state, input).effects);
  if (!prepared) return null;
  const [line = null] = prepared.says;
  if (line || !prepared.model) return { line, model: null };
  const { request: _request, ...model } = prepared.model;
  return { line: null, model };
}

function sameAnswer(one: Answer, other: Answer | null): boolean {
  if (!other) return false;
  return one.line
    ? one.line.text === other.line?.text && one.line.language === other.line.language
    : other.model?.question.nodeId === one.model?.question.nodeId;
}

interface LikelyInput {
  readonly id: string;
  /** Several: their answers are compared. */
  readonly inputs: readonly FlowInput[];
}

function likelyInputs(expectation: Expectation): LikelyInput[] {
  const { choices, language } = expectation;
  const chosen = choices.slice(0, MOST_CHOICES).flatMap(({ id, phrases: [phrase], digit }): LikelyInput[] => {
    if (phrase !== undefined && expectation.speech)
      return [{ id, inputs: [{ type: 'utterance', text: phrase, language }] }];
    return digit !== undefined && expectation.dtmf ? [{ id, inputs: [{ type: 'keys', digits: digit }] }] : [];
  });
  const values = valuesFor(expectation);
  return values.length > 0 ? [...chosen, { id: ANYTHING, inputs: values }] : chosen;
}

/** Two values of the kind. Keys are figures in every language. */
function valuesFor({ kind, language, digits, dtmf, speech }: Expectation): FlowInput[] {
  const keys = (...rows: string[]): FlowInput[] =>
    dtmf ? rows.map((row) => ({ type: 'keys', digits: row })) : [];
  const words = (...texts: string[]): FlowInput[] =>
    speech ? texts.map((text) => ({ type: 'utterance', text, language })) : [];
  switch (kind) {
    case 'digits':
      return keys('1'.repeat(digits?.min ?? 1), '2'.repeat(digits?.min ?? 1));
    case 'number':
      return keys('2', '3');
    case 'phone':
      return keys('21234567', '31234567');
    case 'date-time':
      // The second of January or the first of February; two past one.
      return keys('0102', '0203');
    case 'name':
      return words(...namesFor(language));
    case 'free':
      return words('…', '⋯');
    case 'yes-no':
    case 'choice':
      return [];
  }
}

function namesFor(language: LanguageTag): readonly string[] {
  return /^(?:zh|yue)\b/.test(language) ? ['陳大文', '李小明'] : ['Alex', 'Robin'];
}
