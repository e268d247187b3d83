/** The response cache's reasons in a sentence each. `tests/server/cacheReasons.test.ts` holds them complete. */

/** Why an answer was served, or was not. */
export const decisionSentences = {
  authored: 'An operator approved this answer for these very words, right after the same line of the agent.',
  'agreeing-calls':
    'Enough calls got this very answer to these very words, right after the same line of the agent.',
  certified: 'The evidence is strong enough: the accept model’s score is above its certified threshold.',
  bypass: 'At this place, or with these values, answers are neither kept nor served.',
  'private-question':
    'The words hold something of the caller’s own, or a long number or address: they are never looked up.',
  'nothing-known': 'Nothing has been learned yet at this place of the flow, with these values known.',
  'layer-off': 'The layer that would have answered is turned off in the workflow’s settings.',
  'too-few-agree': 'These words were heard before, but too few calls got one and the same answer so far.',
  'not-certified':
    'Similar words were heard before; there are not enough verified look-ups yet to tell when that is enough.',
  'below-threshold': 'The likeliest answer’s score is below the certified threshold.',
  'below-floor': 'The nearest words are less similar than the workflow’s similarity floor.',
  'pattern-alone':
    'Only what usually follows here speaks for an answer, nothing in the words: that is not enough yet.',
  vetoed: 'The nearest words differ in something that changes the answer: a number, a day, a name, a “not”.',
  reported: 'An operator reported this answer as wrong.',
  'callers-own':
    'The answer was not yet given under enough different callers’ values to be sure that it is everybody’s.',
  'value-missing': 'The answer quotes a value that is not known in this call.',
} as const;

/** Why a model's answer was not kept. */
export const refusalSentences = {
  bypass: 'given where answers are not kept (turned off, a look-up, personal data in the instructions)',
  empty: 'had neither words nor an outcome',
  arguments: 'ended in an outcome with what the caller said in it',
  'ambiguous-value': 'had a value that is the caller’s and the business’s alike',
  'unexplained-value': 'named a number, date or name that stands in nothing that every caller may hear',
  'callers-words': 'repeated a name or number that the caller had brought up',
  'private-question': 'answered words that hold something of the caller’s own',
} as const;

/** Differences between two utterances that change the answer. */
const vetoNames: Readonly<Record<string, string>> = {
  negation: '“not”',
  opposite: 'an opposite',
  question: 'the kind of question',
  name: 'a name',
  number: 'a number',
  date: 'a day or time',
  unit: 'a unit',
  order: 'the order of words',
};

export const decisionSentence = (reason: string): string => lookedUp(decisionSentences, reason);
export const refusalSentence = (reason: string): string => lookedUp(refusalSentences, reason);
export const vetoName = (kind: string): string => lookedUp(vetoNames, kind);

/** A server of another release may have reasons of its own. */
function lookedUp(sentences: Readonly<Record<string, string>>, reason: string): string {
  return Object.hasOwn(sentences, reason) ? (sentences[reason] ?? reason) : reason;
}
