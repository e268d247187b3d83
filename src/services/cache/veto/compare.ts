/** Two analyses, one decision. Everything here is a comparison of short lists that are already there. */
import type { Analysis, Asked, Side, Unit, Veto } from './types.ts';

export function compare(a: Analysis, b: Analysis): readonly Veto[] {
  if (a === b) return [];
  const found: Veto[] = [];
  if (!sameNegation(a, b)) found.push('negation');
  if (!sameNumbers(a, b)) found.push('number');
  if (a.specific !== b.specific || !sameTopics(a.topics, b.topics)) found.push('name');
  if (!sameBag(a.dates, b.dates)) found.push('date');
  if (!sameUnits(a.units, b.units)) found.push('unit');
  if (!sameSides(a.sides, b.sides) || !sameOwners(a.whose, b.whose)) found.push('opposite');
  if (!sameOrder(a, b)) found.push('order');
  if (!sameQuestion(a.asked, b.asked)) found.push('question');
  return found;
}

/** As often in both, and not "meat, no fish" against "fish, no meat". */
function sameNegation(a: Analysis, b: Analysis): boolean {
  if (a.negated.length !== b.negated.length) return false;
  const said = (what: string, by: Analysis) => by.nominals.includes(what) || by.actions.includes(what);
  return a.negated.every((what) => {
    if (what === '' || b.negated.includes(what) || !said(what, b)) return true;
    return !b.negated.some((other) => other !== '' && said(other, a));
  });
}

function sameNumbers(a: Analysis, b: Analysis): boolean {
  if (sameBag(a.numbers, b.numbers)) return true;
  return (a.softNumbers && b.numbers.length === 0) || (b.softNumbers && a.numbers.length === 0);
}

/** What is often left out because the line is about it, or because a verb says it too. */
const PREMISES = ['premises', 'restaurant', 'clinic', 'hotel', 'bank', 'hospital', 'salon', 'cafe'];
const OMITTED: ReadonlySet<string> = new Set([
  ...PREMISES,
  ...'appointment account price table payment refund deliver food doctor transfer complaint human discount'.split(
    ' ',
  ),
]);

/** "cancel my appointment" may be "cancel"; "where is my parcel" is not "where are you", nor a hotel a restaurant. */
function sameTopics(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 && b.length === 0) return true;
  const lacks = (topics: readonly string[], others: readonly string[]) =>
    topics.filter((topic) => !others.includes(topic));
  const [fromB, fromA] = [lacks(a, b), lacks(b, a)];
  if (fromB.length > 0 && fromA.length > 0) return false;
  const premises = (topics: readonly string[]) => topics.filter((topic) => PREMISES.includes(topic)).length;
  if (premises(a) !== premises(b) && premises(a) > 0 && premises(b) > 0) return false;
  return fromB.every((topic) => OMITTED.has(topic)) && fromA.every((topic) => OMITTED.has(topic));
}

function sameUnits(a: readonly Unit[], b: readonly Unit[]): boolean {
  const covers = (units: readonly Unit[], others: readonly Unit[]) =>
    units.every(
      ({ canonical, strict }) =>
        others.some((other) => other.canonical === canonical) || (!strict && others.length === 0),
    );
  return covers(a, b) && covers(b, a);
}

/**
 * Words that exclude each other may not stand against each other, some may not stand alone, and where each utterance has one
 * that the other lacks, one was put in place of the other ("indoor" for "near").
 */
function sameSides(a: readonly Side[], b: readonly Side[]): boolean {
  const [fromB, fromA] = [lacking(a, b), lacking(b, a)];
  return fromA !== 'conflict' && fromB !== 'conflict' && !(fromA === 'some' && fromB === 'some');
}

function lacking(sides: readonly Side[], others: readonly Side[]): 'none' | 'some' | 'conflict' {
  let found: 'none' | 'some' = 'none';
  for (const { concept, side, strict } of sides) {
    let [same, met] = [false, false];
    for (const other of others) {
      if (other.concept !== concept) continue;
      if (other.side === side) same = true;
      met = true;
    }
    if (same) continue;
    if (met || strict) return 'conflict';
    found = 'some';
  }
  return found;
}

/** "my account" may be "the account"; "my number" is not "your number". */
function sameOwners(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === b.length) return sameBag(a, b);
  return a.every((owner) => b.includes(owner)) || b.every((owner) => a.includes(owner));
}

/** Who does what to whom. A verb before or after its object is style; two things that change places are not. */
function sameOrder(a: Analysis, b: Analysis): boolean {
  if (reordered(a.numbers, b.numbers)) return false;
  if (reordered(a.days, b.days) || reordered(a.times, b.times)) return false;
  if (reordered(a.nominals, b.nominals) || reordered(a.actions, b.actions)) return false;
  for (const [role, what] of a.roles) {
    const other = b.roles.get(role);
    if (other === undefined || other === what) continue;
    for (const [otherRole, filler] of b.roles) if (otherRole !== role && filler === what) return false;
  }
  return !crossed(a.nominals, b.nominals);
}

/** The same things in another order. */
function reordered(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 1 && sameBag(a, b) && a.some((item, i) => item !== b[i]);
}

/** Most of the things are the same and two of them have changed places. */
function crossed(a: readonly string[], b: readonly string[]): boolean {
  if (a.length < 2 || b.length < 2) return false;
  const positions: number[] = [];
  for (const item of a) {
    const at = b.indexOf(item);
    if (at >= 0 && a.indexOf(item) === a.lastIndexOf(item) && at === b.lastIndexOf(item)) positions.push(at);
  }
  if (positions.length < 2 || positions.length < 0.6 * Math.max(a.length, b.length)) return false;
  return positions.some((at, i) => i > 0 && at < (positions[i - 1] ?? 0));
}

/** "When" may mean the day or the hour; the day is not the hour. */
const near: Readonly<Record<string, readonly string[]>> = {
  when: ['time', 'day'],
  time: ['when'],
  day: ['when'],
};

function sameQuestion(a: Asked, b: Asked): boolean {
  if (a.types.length === 0 && b.types.length === 0) return (a.mode === 'must') === (b.mode === 'must');
  // "your number please" asks what the number is.
  if (a.types.length === 0) return a.mode === 'none' && onlyWhat(b);
  if (b.types.length === 0) return b.mode === 'none' && onlyWhat(a);
  const covers = (types: readonly string[], others: readonly string[]) =>
    types.every(
      (type) => others.includes(type) || (near[type] ?? []).some((other) => others.includes(other)),
    );
  return covers(a.types, b.types) && covers(b.types, a.types);
}

function onlyWhat(asked: Asked): boolean {
  return asked.types.length === 1 && asked.types[0] === 'what';
}

/** The same items as often, in any order. The lists are a few items long: no sorting, no allocation. */
function sameBag(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (const item of a) if (count(a, item) !== count(b, item)) return false;
  return true;
}

function count(list: readonly string[], item: string): number {
  let times = 0;
  for (const other of list) if (other === item) times += 1;
  return times;
}
