/** English, as recognisers write it: small letters, little punctuation, numbers in words or in figures. */
import { AnalysisBuilder } from '../builder.ts';
import type { Mark } from '../lexicon.ts';
import type { Analysis, Asked } from '../types.ts';
import { momentAt } from './dates.ts';
import { phraseAt } from './lexicon.ts';
import { isPronounOne, numeralAt } from './numbers.ts';
import { englishTokens, stem } from './stem.ts';

/** Said before the sentence begins. */
const OPENERS = new Set(
  'hi hello hey um uh er erm oh ok okay so well yes yeah please sorry and but actually basically just alright right good morning afternoon evening'.split(
    ' ',
  ),
);
const AUXILIARY = /^(do|does|did|is|are|was|were|can|could|will|would|should|has|have|had)$/;
const SUBJECT = /^(i|you|we|they|it|he|she|there|that|this)$/;
const ROLES: ReadonlySet<string> = new Set(['from', 'to', 'before', 'after', 'than', 'into', 'with', 'for']);
const TITLE = /^(mr|mrs|ms|miss|dr|professor|prof|sir|madam|nurse)$/;
/** Names that are also words of the lists; taken for names where one speaks of or to a person. */
const DOUBLE =
  /^(mark|bill|will|may|hope|price|long|young|day|page|park|green|brown|white|black|gray|grey|gold|silver|pink|summer|winter|rich|hall|short|small|little|best|good|light|north|west|east|cash|sharp|friend|wright|june|april|august|reed|read|cook|drew|case|stone|wood|banks|bank|penny|pound|street|field|love|early|noon|weeks|child|man|major)$/;
const TOWARDS =
  /^(call|ring|phone|email|mail|text|message|contact|reach|send|sent|pay|visit|transfer|refund|owe|charge|lend|sell|post|deliver|ship)$/;
/** Where "me" may not be left out. */
const CALLING = /^(call|ring|phone|email|text|message|contact|reach)$/;

export function english(text: string): Analysis {
  const tokens = withoutTags(englishTokens(text));
  const stems = tokens.map(stem);
  const builder = new AnalysisBuilder();
  const frame = new Frame();
  for (let i = 0; i < tokens.length;) i += step(tokens, stems, i, builder, frame);
  particles(tokens, builder);
  towards(tokens, builder);
  return builder.finish(asked(builder, frame));
}

/** How the sentence is put: what shell it has, whether it opens as a question. */
class Frame {
  shell = false;
  mode: Asked['mode'] = 'none';
  /** Nothing of weight has been said yet. */
  opening = true;
}

/** Reads what begins at `at`; returns how many tokens it took. */
function step(
  tokens: readonly string[],
  stems: readonly string[],
  at: number,
  builder: AnalysisBuilder,
  frame: Frame,
): number {
  const token = tokens[at] ?? '';
  if (named(tokens, at)) {
    builder.name(token, token);
    return 1;
  }
  const phrase = phraseAt(tokens, stems, at, 2);
  if (phrase) return read(phrase.marks, tokens.slice(at, at + phrase.used), builder, frame);
  if (isPronounOne(tokens, at)) return 1;
  const moment = momentAt(tokens, at);
  if (moment) {
    builder.moment(moment.kind, tokens.slice(at, at + moment.used).join(' '), moment.canonical);
    return moment.used;
  }
  const numeral = numeralAt(tokens, at);
  if (numeral) {
    builder.number(tokens.slice(at, at + numeral.used).join(' '), numeral.canonical, numeral.soft);
    return numeral.used;
  }
  const word = phraseAt(tokens, stems, at, 1);
  if (!word) builder.name(token, stems[at] ?? token);
  else {
    // "an hour" is one hour.
    if (/^an?$/.test(tokens[at - 1] ?? '') && word.marks.some(isDuration)) builder.number('a', '1', true);
    read(word.marks, [token], builder, frame);
  }
  if (ROLES.has(token)) builder.opens(token);
  return 1;
}

function isDuration(mark: Mark): boolean {
  return mark.as === 'unit' && /^(hour|day|week|month|year|night|minute)$/.test(mark.unit);
}

function read(
  marks: readonly Mark[],
  words: readonly string[],
  builder: AnalysisBuilder,
  frame: Frame,
): number {
  const text = words.join(' ');
  for (const { as } of marks) {
    if (as === 'shell') [frame.shell, frame.opening] = [true, true];
    else if (as === 'must') frame.mode = 'must';
    else if (as === 'polar' && frame.opening && frame.mode === 'none') frame.mode = 'polar';
  }
  if (!OPENERS.has(text) && !marks.some(({ as }) => as === 'shell')) frame.opening = false;
  if (marks.every(({ as }) => as === 'light')) builder.light();
  builder.mark(marks, text);
  return words.length;
}

/** A name by its place: "dr brown", "speak to mark". */
function named(tokens: readonly string[], at: number): boolean {
  const [token, before, next] = [tokens[at] ?? '', tokens[at - 1] ?? '', tokens[at + 1]];
  if (TITLE.test(before) && before !== 'sir' && before !== 'madam')
    return !/^(please|and|or|is|are|the)$/.test(token);
  if (!DOUBLE.test(token)) return false;
  if (before === 'doctor') return true;
  const introduced = /^(with|see|for|to|from|called|named|is|ask|name|tell|call|meet|by)$/.test(before);
  return (
    introduced &&
    (next === undefined ||
      /^(please|there|in|available|today|tomorrow|and|or|at|on|from|back|working)$/.test(next))
  );
}

/**
 * "don't you deliver", "you deliver, don't you": asks what "do you deliver" asks. The negation of such a question says what
 * the caller expects and not what he wants to know.
 */
function withoutTags(tokens: readonly string[]): readonly string[] {
  let out = tokens;
  if (tokens.at(-1) === 'not' && tokens.at(-2) === 'or') return withoutTags(tokens.slice(0, -2));
  const [a, b, c] = tokens.slice(-3);
  // "the money is not there" is no tag: its subject has not been named before.
  const taken = /^(it|they)$/.test(c ?? '') || tokens.indexOf(c ?? '') < tokens.length - 1;
  if (tokens.length > 5 && AUXILIARY.test(a ?? '') && b === 'not' && SUBJECT.test(c ?? '') && taken)
    out = tokens.slice(0, -3);
  const start = out.findIndex((token) => !OPENERS.has(token));
  if (start < 0 || !AUXILIARY.test(out[start] ?? '') || out[start + 1] !== 'not') return out;
  return SUBJECT.test(out[start + 2] ?? '') ? out.filter((_, i) => i !== start + 1) : out;
}

const SWITCH =
  /^(turn|turned|turning|switch|switched|switching|put|putting|is|it|light|heating|set|leave|go|comes?|keep)$/;
const MOVE =
  /^(come|comes|coming|came|go|goes|going|get|move|moved|pay|opt|walk|bring|let|stay|staying|eat|be|am|drop|phase|cash|put|is|are)$/;

/** "turn the light on", "come in", "go down": small words that turn a verb round. Elsewhere they are prepositions. */
function particles(tokens: readonly string[], builder: AnalysisBuilder): void {
  const add = (concept: string, side: string) => builder.side({ concept, side, strict: false });
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] ?? '';
    const ends = i === tokens.length - 1 || /^(please|again|for|or|and|now|today)$/.test(tokens[i + 1] ?? '');
    const switched = i > 0 && tokens.slice(Math.max(0, i - 5), i).some((word) => SWITCH.test(word));
    if (token === 'on' && switched && (ends || SWITCH.test(tokens[i - 1] ?? ''))) add('switch', 'turn on');
    else if (token === 'off') add('switch', 'turn off');
    else if (token === 'out') add('inout', 'outside');
    else if (token === 'in' && (ends || MOVE.test(tokens[i - 1] ?? ''))) add('inout', 'inside');
    else if (token === 'down') add('updown', 'down');
    else if (token === 'up' && (ends || /^(go|goes|going|went|turn|put|move)$/.test(tokens[i - 1] ?? '')))
      add('updown', 'up');
  }
}

/** "call me" and "call you": who is to do it to whom. */
function towards(tokens: readonly string[], builder: AnalysisBuilder): void {
  for (let i = 1; i < tokens.length; i++) {
    const to = /^(me|us)$/.test(tokens[i] ?? '') ? 'caller' : tokens[i] === 'you' ? 'agent' : null;
    const verb = stemmedVerb(tokens[i - 1] ?? '');
    if (to === null || !TOWARDS.test(verb)) continue;
    const by = tokens.slice(0, i - 1).findLast((word) => /^(i|we|you)$/.test(word));
    // "call me", said alone, is said to the agent.
    if (to === 'agent' && (by === undefined || by === 'you')) continue;
    builder.side({ concept: 'towards', side: to, strict: CALLING.test(verb) });
  }
}

function stemmedVerb(word: string): string {
  return TOWARDS.test(word) ? word : stem(word);
}

function asked(builder: AnalysisBuilder, frame: Frame): Asked {
  const { types, sides } = builder;
  const acts = sides.some(({ concept }) => concept === 'act');
  return builder.asked(types.length === 1 && types[0] === 'what', !acts, frame.mode);
}
