/** Two analyses, one decision. Everything here is a comparison of short lists that are already there. */
import type { Analysis, Asked, Side, Unit, Veto } from './types.ts';

export function compare(a: Analysis, b: Analysis): readonly Veto[] {
  if (a === b) return [];
  const found: Veto[] = [];
  if (!sameNegation(a, b)) found.push('negation');
  if (!sameNumbers(a, b)) found.push('number');
  if (a.specific !== b.specific || !meetingTopics(a.topics, b.topics)) found.push('name');
  if (!sameBag(a.dates, b.dates)) found.push('date');
  if (!sameUnits(a.units, b.units)) found.push('unit');
  if (!sameSides(a.sides, b.sides)) found.push('opposite');
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

/** "my card payment" may be "my payment"; "my card" is not "my loan". */
function meetingTopics(a: readonly string[], b: readonly string[]): boolean {
  return a.length === 0 || b.length === 0 || a.some((topic) => b.includes(topic));
}

function sameUnits(a: readonly Unit[], b: readonly Unit[]): boolean {
  const covers = (units: readonly Unit[], others: readonly Unit[]) =>
    units.every(
      ({ canonical, strict }) =>
        others.some((other) => other.canonical === canonical) || (!strict && others.length === 0),
    );
  return covers(a, b) && covers(b, a);
}

/** Words that exclude each other may not stand against each other; some may not even stand alone. */
function sameSides(a: readonly Side[], b: readonly Side[]): boolean {
  const covers = (sides: readonly Side[], others: readonly Side[]) =>
    sides.every(({ concept, side, strict }) => {
      let met = false;
      for (const other of others) {
        if (other.concept !== concept) continue;
        if (other.side === side) return true;
        met = true;
      }
      // "my", "your": a possessive more is no contradiction while the rest agrees.
      if (concept === 'whose') return !met || others.some((o) => o.concept === 'whose' && has(sides, o));
      return !met && !strict;
    });
  return covers(a, b) && covers(b, a);
}

function has(sides: readonly Side[], wanted: Side): boolean {
  return sides.some(({ concept, side }) => concept === wanted.concept && side === wanted.side);
}

/** Who does what to whom. A verb before or after its object is style; two things that change places are not. */
function sameOrder(a: Analysis, b: Analysis): boolean {
  if (reordered(a.numbers, b.numbers) || reordered(a.dates, b.dates)) return false;
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
