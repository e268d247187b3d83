/**
 * Chinese, Cantonese and Mandarin alike, in either script. No word list of a segmenter knows how Cantonese is spoken on the
 * telephone, so the reader takes the longest phrase that its lists know and keeps what is left over as names.
 */
import { simplified } from '../../../../lib/hanScript.ts';
import { AnalysisBuilder } from '../builder.ts';
import { compile, type Mark } from '../lexicon.ts';
import type { Analysis, Asked } from '../types.ts';
import { hanMomentAt, type Half } from './dates.ts';
import { hanNumeralAt } from './numbers.ts';
import { sides } from './opposites.ts';
import * as words from './words.ts';

const PIECE = /[a-z]+|./gu;
const pieces = (text: string): string[] => text.match(PIECE) ?? [];

const lexicon = compile(
  {
    light: `${words.light}, ${words.positive}`.replaceAll('\n', ' '),
    generic: words.generic,
    topics: words.topics,
    sides,
    questions: words.questions,
    negations: words.negations,
    units: words.units,
    dates: words.dates,
    shells: words.shells,
    polar: words.polar,
    must: words.must,
    names: words.names,
  },
  (phrase) => pieces(fold(phrase)),
  '',
);

const ROLES: Readonly<Record<string, string>> = {
  由: 'from',
  从: 'from',
  自: 'from',
  到: 'to',
  去: 'to',
  至: 'to',
  往: 'to',
  比: 'than',
  畀: 'give',
  俾: 'give',
  给: 'give',
  同: 'with',
  跟: 'with',
  将: 'object',
  把: 'object',
};

/** Spellings of one word. */
function fold(text: string): string {
  return simplified(text.normalize('NFKC').toLowerCase())
    .replace(/([你我佢])地/gu, '$1哋')
    .replaceAll('黎', '嚟')
    .replaceAll('唔洗', '唔使')
    .replace(/o既/gu, '嘅')
    .replace(/[^\p{L}\p{M}\p{N}.:%]+/gu, ' ')
    .trim();
}

class Frame {
  mode: Asked['mode'] = 'none';
  /** 需要, 要, 使: with a question it is whether one must. */
  need = false;
  /** The part of the day said right before: 下晝三點. */
  half: Half = '';
  halfWord: string | null = null;
}

/** What begins at a place: how long it is, and what it adds. Nothing is added before the name in front of it is. */
interface Look {
  readonly used: number;
  readonly add: () => void;
}

export function chinese(text: string): Analysis {
  const folded = fold(text);
  const builder = new AnalysisBuilder();
  const frame = new Frame();
  let unknown = '';
  const flush = () => {
    if (unknown !== '') builder.name(unknown, unknown);
    unknown = '';
  };
  for (let at = 0; at < folded.length;) {
    if (/[ .:]/.test(folded[at] ?? '')) {
      flush();
      at += 1;
      continue;
    }
    const look = lookAt(folded, at, builder, frame);
    if (look) {
      flush();
      look.add();
      at += look.used;
    } else {
      const piece = pieceAt(folded, at);
      // Words of another script are names each for itself.
      if (/^[a-z]/.test(piece)) flush();
      unknown += piece;
      if (/^[a-z]/.test(piece)) flush();
      at += piece.length;
    }
  }
  flush();
  endHalf(builder, frame);
  return builder.finish(asked(builder, frame));
}

function pieceAt(text: string, at: number): string {
  PIECE.lastIndex = at;
  return PIECE.exec(text)?.[0] ?? text.slice(at, at + 1);
}

function lookAt(text: string, at: number, builder: AnalysisBuilder, frame: Frame): Look | null {
  const asking = askingAt(text, at, frame);
  if (asking) return asking;
  const phrase = phraseAt(text, at);
  const moment = hanMomentAt(text, at, frame.half);
  // 星期 is a unit, 星期日 a day.
  if (phrase && phrase.text.length > Math.max(1, moment?.used ?? 0))
    return marked(phrase.text, phrase.marks, builder, frame);
  if (moment) {
    const said = text.slice(at, at + moment.used);
    return {
      used: moment.used,
      add: () => {
        if (moment.found.some(({ kind }) => kind === 'time')) [frame.half, frame.halfWord] = ['', null];
        endHalf(builder, frame);
        for (const { kind, canonical } of moment.found) {
          if (canonical === 'evening' || canonical === 'morning') startHalf(canonical, frame);
          else builder.moment(kind, said, canonical);
        }
      },
    };
  }
  const numeral = hanNumeralAt(text, at);
  if (numeral) {
    const said = text.slice(at, at + numeral.used);
    return {
      used: numeral.used,
      add: () => {
        endHalf(builder, frame);
        builder.number(said, numeral.canonical, numeral.soft);
      },
    };
  }
  return phrase ? marked(phrase.text, phrase.marks, builder, frame) : null;
}

/** 開唔開, 可不可以, 到了没有, …嗎, …未: the forms of a yes-no question, in which 唔 and 不 deny nothing. */
function askingAt(text: string, at: number, frame: Frame): Look | null {
  const polar = (used: number): Look => ({
    used,
    add: () => {
      if (frame.mode === 'none') frame.mode = 'polar';
    },
  });
  const rest = text.slice(at);
  const character = text[at] ?? '';
  const next = text[at + 1] ?? '';
  if ((next === '唔' || next === '不') && text[at + 2] === character)
    return mustForm(rest, frame) ?? polar(2);
  // 仲未 says that it has not; 未 at the end asks whether it has.
  if (/^(未|没有?|冇)[呀啊呢]?$/.test(rest) && at > 1 && !/[仲还都有也啲 ]$/.test(text.slice(0, at)))
    return polar(rest.length);
  if (/^咩[呀啊]?$/.test(rest) && at > 1 && !/[有系做搞食想要买需讲见卖]$/.test(text.slice(0, at)))
    return polar(rest.length);
  return null;
}

/** 使唔使, 要不要, 需唔需要: whether it is necessary. */
function mustForm(rest: string, frame: Frame): Look | null {
  const form = /^([使用要需])[唔不]\1要?/.exec(rest);
  if (!form || /^要[唔不]要(?:求)/.test(rest)) return null;
  return {
    used: form[0].length,
    add: () => {
      frame.mode = 'must';
    },
  };
}

function phraseAt(text: string, at: number): { text: string; marks: readonly Mark[] } | null {
  const found: string[] = [];
  let end = at;
  const first = pieceAt(text, at);
  for (let reach = lexicon.longestFrom(first); reach > 0 && end < text.length; reach--) {
    const piece = pieceAt(text, end);
    end += piece.length;
    found.push(text.slice(at, end));
    // "check in" is two words.
    if (/^[a-z]/.test(piece) && text[end] === ' ') end += 1;
  }
  for (const phrase of found.toReversed()) {
    const marks = lexicon.get(phrase) ?? lexicon.get(phrase.replaceAll(' ', ''));
    if (marks) return { text: phrase, marks };
  }
  return null;
}

function marked(text: string, marks: readonly Mark[], builder: AnalysisBuilder, frame: Frame): Look {
  return {
    used: text.length,
    add: () => {
      const part = marks.find(
        (mark) => mark.as === 'date' && /^(morning|afternoon|evening)$/.test(mark.canonical),
      );
      endHalf(builder, frame);
      if (part?.as === 'date') return startHalf(part.canonical, frame);
      for (const { as } of marks) {
        if (as === 'must') frame.mode = 'must';
        else if (as === 'polar' && frame.mode === 'none') frame.mode = 'polar';
      }
      if (/^(需要|需|要|使|必须|必要)$/.test(text)) frame.need = true;
      if (marks.every(({ as }) => as === 'light')) builder.light();
      const role = ROLES[text];
      if (role !== undefined) builder.opens(role);
      builder.mark(marks, text);
    },
  };
}

/** A part of the day waits for the hour that it may belong to; alone it is a date of its own. */
function startHalf(part: string, frame: Frame): void {
  frame.half = part === 'morning' ? 'am' : 'pm';
  frame.halfWord = part;
}

function endHalf(builder: AnalysisBuilder, frame: Frame): void {
  if (frame.halfWord !== null) builder.moment('date', frame.halfWord, frame.halfWord);
  [frame.half, frame.halfWord] = ['', null];
}

function asked(builder: AnalysisBuilder, frame: Frame): Asked {
  const { types, sides, actions } = builder;
  // 取消預約: what is cancelled, not what is done.
  if (sides.some(({ concept, side }) => concept === 'act' && side !== 'book')) {
    const book = sides.findIndex(({ concept, side }) => concept === 'act' && side === 'book');
    if (book >= 0) {
      sides.splice(book, 1);
      actions.splice(actions.indexOf('act:book'), 1);
    }
  }
  if (frame.mode === 'polar' && frame.need && types.length === 0) frame.mode = 'must';
  const vague = types.length === 1 && /^(what|how|howmany)$/.test(types[0] ?? '');
  const acts = sides.some(({ concept }) => concept === 'act');
  return builder.asked(vague, !acts, frame.mode);
}
