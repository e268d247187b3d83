/** Which units are numbers or deny: no likeness of sound makes up for one of them. */
import type { Unit } from './units.ts';

const NEGATIONS = new Set(
  '唔 冇 未 咪 不 没 别 无 非 勿 毋 莫 not no dont never cant wont isnt doesnt didnt'.split(' '),
);
const LONE = new Set('十百千万亿');

export function roleOf(kind: Unit['kind'], text: string): Unit['role'] {
  if (kind === 'figure' || LONE.has(text)) return 'number';
  return NEGATIONS.has(text) ? 'negation' : null;
}

export function isNegation({ role }: Unit): boolean {
  return role === 'negation';
}

export function isNumber({ role }: Unit): boolean {
  return role === 'number';
}
