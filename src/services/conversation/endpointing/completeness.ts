/** How complete the words are as an answer to what was asked. Forms only; what they mean is the flow's to find. */
import type { Expectation } from '../../../types/expectation.ts';
import type { LanguageTag } from '../../../types/language.ts';
import { choiceState, yesNoState } from './answers.ts';
import { dateTimeState } from './dateTimes.ts';
import { digitRow } from './digitRow.ts';
import { endMark, hangs, hesitates, type EndMark } from './hanging.ts';
import { phoneState } from './phoneLength.ts';
import { joinPieces, lengthInWords, piecesOf, plainText } from './words.ts';

/**
 * `whole`: nothing belongs behind it. `enough`: it stands as an answer, and might go on. `open`: only the language tells.
 * `more`: something must follow. `row`: inside a row of digits or letters, where people pause to look at a card.
 */
export type CompletenessState = 'whole' | 'enough' | 'open' | 'more' | 'row';

/** For the record of the call: what decided. No words of the caller. */
export type CompletenessReason =
  | 'answer'
  | 'choice'
  | 'digits'
  | 'phone'
  | 'number'
  | 'date-time'
  | 'name'
  | 'spelling'
  | 'hanging'
  | 'hesitation'
  | 'comma'
  | 'corrected'
  | 'words'
  | 'nothing';

export interface Completeness {
  readonly state: CompletenessState;
  readonly reason: CompletenessReason;
  readonly mark: EndMark;
  /** Words; two Chinese characters count as one. */
  readonly length: number;
}

interface Read {
  readonly expectation: Expectation;
  readonly language: LanguageTag;
  readonly plain: string;
  readonly pieces: readonly string[];
  readonly bare: string;
}

type Verdict = readonly [CompletenessState, CompletenessReason];

/** @param language what the caller speaks, where it is not the expectation's */
export function completeness(
  expectation: Expectation,
  text: string,
  language: LanguageTag = expectation.language,
): Completeness {
  const plain = plainText(text);
  const pieces = piecesOf(plain);
  const bare = joinPieces(pieces);
  const mark = endMark(plain);
  const [state, reason] =
    pieces.length === 0
      ? (['open', 'nothing'] as const)
      : judge({ expectation, language, plain, pieces, bare }, mark);
  return { state, reason, mark, length: lengthInWords(pieces) };
}

function judge(read: Read, mark: EndMark): Verdict {
  if (hesitates(read.bare)) return ['more', 'hesitation'];
  const [state, reason] = byKind(read);
  if (state === 'row') return [state, reason];
  // "Yes," with a comma: the recogniser heard it go on. Digits and days have commas of their own.
  const isWord = reason === 'answer' || reason === 'choice';
  if (state === 'whole') return [mark === 'goes-on' && isWord ? 'enough' : state, reason];
  if (hangs(read.pieces, read.bare, read.language)) return ['more', 'hanging'];
  if (mark === 'goes-on') return ['more', 'comma'];
  return [state, reason];
}

function byKind(read: Read): Verdict {
  const { expectation, language, bare } = read;
  switch (expectation.kind) {
    case 'yes-no':
      return byAnswer(yesNoState(bare, expectation, language), 'answer');
    case 'choice':
      return byAnswer(choiceState(bare, expectation), 'choice');
    case 'digits':
      return digits(read);
    case 'phone':
      return phone(read);
    case 'number':
      return number(read);
    case 'date-time':
      return dateTime(bare);
    case 'name':
      return spelt(read) ? ['row', 'spelling'] : name(read);
    case 'free':
      if (spelt(read)) return ['row', 'spelling'];
      return rowInWords(read) ? ['row', 'digits'] : ['open', 'words'];
  }
}

function byAnswer(state: ReturnType<typeof choiceState>, reason: CompletenessReason): Verdict {
  if (state === 'whole') return ['whole', reason];
  return state === 'none' ? ['open', 'words'] : ['enough', reason];
}

function digits({ expectation, pieces, language }: Read): Verdict {
  const row = digitRow(pieces, language);
  const { min, max } = expectation.digits ?? { min: 1, max: 64 };
  if (row.digits === '') return ['open', 'words'];
  if (row.corrected) return ['enough', 'corrected'];
  if (row.hanging || row.digits.length < min) return ['row', 'digits'];
  return row.digits.length >= max ? ['whole', 'digits'] : ['enough', 'digits'];
}

function phone({ expectation, pieces, language }: Read): Verdict {
  const row = digitRow(pieces, language);
  if (row.digits === '') return ['open', 'words'];
  if (row.corrected) return ['enough', 'corrected'];
  // The country is the business's; a caller of another language mostly says a number from there.
  const state = phoneState(row.digits, regionOf(expectation.language) ? expectation.language : language);
  if (row.hanging || state === 'short') return ['row', 'phone'];
  return [state === 'full' ? 'whole' : 'enough', 'phone'];
}

const regionOf = (language: LanguageTag) => /-([A-Z]{2})$/.test(language);

/** "Twenty" may be twenty-two, "two hundred" may go on; "four people", 四位 have ended. */
const NUMBER_GOES_ON =
  /(?:\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|point|and|minus)|[十廿卅百千萬點])$/u;
const COUNTED =
  /(?:\b(?:people|persons?|guests?|tickets?|nights?|days?|hours?|minutes?|years?|dollars?|pounds?|percent|of us|items?|pieces?)|[位個人張晚日歲蚊元次份間])$/u;
const HAN_NUMBER = /[零一二三四五六七八九十百千萬兩廿卅]/u;

function number({ pieces, bare, language }: Read): Verdict {
  const row = digitRow(pieces, language);
  if (row.digits === '' && !HAN_NUMBER.test(bare) && !NUMBER_GOES_ON.test(bare)) return ['open', 'words'];
  if (NUMBER_GOES_ON.test(bare)) return ['more', 'number'];
  if (COUNTED.test(bare)) return ['whole', 'number'];
  return ['enough', 'number'];
}

function dateTime(bare: string): Verdict {
  const state = dateTimeState(bare);
  if (state === 'none') return ['open', 'words'];
  if (state === 'begun') return ['more', 'date-time'];
  if (state === 'day') return ['open', 'date-time'];
  return [state === 'whole' ? 'whole' : 'enough', 'date-time'];
}

/** Two names, or two to four characters, are a name; one may be the first of two. */
function name({ pieces, bare }: Read): Verdict {
  const said = bare.replace(
    /^(?:my (?:full )?name is|my name's|it's|this is|i'm|i am|我叫做?|我係|我是|我姓|姓)\s*/u,
    '',
  );
  if (said !== '' && said !== bare && /^(?:\p{Script=Han}{2,4}|\S+ \S+)$/u.test(said))
    return ['enough', 'name'];
  const isName = /^\p{Script=Han}{2,4}$/u.test(bare) || pieces.length === 2 || pieces.length === 3;
  return isName ? ['enough', 'name'] : ['open', 'words'];
}

/** Letters one by one at the end, or an e-mail address that is being said. */
function spelt({ pieces, bare }: Read): boolean {
  const letters = pieces.slice(-2).filter((piece) => /^[a-z]$/.test(piece));
  if (letters.length === 2 && !/\b(?:a m|p m)$/u.test(bare)) return true;
  if (/\b(?:as in|for) \S+$/u.test(bare) && /(?:^| )[b-hj-z] (?:as in|for) \S+$/u.test(bare)) return true;
  return /(?: dot| underscore| dash| hyphen|@)$/u.test(bare);
}

/** Three to seven digits, one by one or in groups, where none were asked for; 1984 by itself is a year or a price. */
function rowInWords({ pieces, language }: Read): boolean {
  const tail = digitRow(pieces.slice(-4), language);
  const isGroups = /^\p{Nd}{2,}/u.test(pieces.at(-1) ?? '');
  return tail.atEnd && tail.digits.length >= (isGroups ? 5 : 3) && tail.digits.length <= 7;
}
