/** Made-up sentences of a caller, each said once: what a large cache is filled with to measure it. */
interface Chance {
  next(): number;
}

const openers = [
  'can you tell me',
  'i would like to know',
  'do you know',
  'please say',
  'i wonder',
  'what about',
];
const things = (
  'parking fees doctor nurse ferry ticket luggage pharmacy vaccine report letter window garden lift ramp toilet child ' +
  'senior student discount deposit refund cash card cheque cafe library school station harbour bridge tunnel market'
).split(' ');
const actions =
  'open close pay bring collect book move cancel change print send call visit wait return check'.split(' ');
const places = 'upstairs downstairs outside inside nearby opposite behind online'.split(' ');

/** After which the caller speaks. */
export const CONTEXTS = [
  'What would you like to know?',
  'Is there anything else?',
  'Anything else I can tell you?',
  'How can I help?',
] as const;

/** What the agent said earlier in the call. */
export const EARLIER = [
  'Welcome to the information line of the harbour district.',
  'May I have your name?',
  'Thank you. Are you calling about a visit or about a letter?',
  'All right. One moment, please.',
  'I have found it. There is one thing that I have to ask first.',
] as const;

/** After which the same answer always follows. */
export const SURE_CONTEXT = 'Please say your code word.';

const passwordForms = ['it is …', 'my code word is …', 'the word is … i think', 'code word …'];

export interface Sentences {
  /** The i-th one; it holds a word that no other has. */
  sentence(i: number): string;
  word(): string;
  /** One of a few ways to say a word of one's own, which no other has. */
  password(i: number): string;
}

export function sentenceMaker(random: Chance): Sentences {
  const one = (list: readonly string[]) => list[Math.floor(random.next() * list.length)] ?? '';
  return {
    sentence: (i) =>
      `${one(openers)} ${one(actions)} the ${one(things)} ${one(places)} ${one(things)} ${letters(i)} ${one(things)}`,
    word: () => one(things),
    password: (i) =>
      passwordForms[(Math.floor(i / 4) + Math.floor(i / 400)) % passwordForms.length]!.replace(
        '…',
        letters(i),
      ),
  };
}

/** A word of its own for each number: digits would be values. */
function letters(i: number): string {
  let word = '';
  for (let n = i + 676; n > 0; n = Math.floor(n / 26)) word += String.fromCharCode(97 + (n % 26));
  return word;
}
