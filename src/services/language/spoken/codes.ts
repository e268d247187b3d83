/** Order numbers, flights and the like: AB12-34 is A B one two, three four. */
import { matchAt, row, type Spotter } from './spotter.ts';

const code = /[A-Z0-9]{1,12}(?:-[A-Z0-9]{1,12}){0,4}(?:\([0-9A-Z]\))?(?![\p{L}0-9_@]|-[\p{L}0-9])/uy;

export const spotCode: Spotter = (text, at, manner) => {
  const found = matchAt(code, text, at)?.[0];
  if (found === undefined || !isCode(found)) return null;
  const groups = found.match(/[A-Z0-9]+/g) ?? [];
  const said = groups.map((group) =>
    (group.match(/[A-Z]+|[0-9]+/g) ?? [])
      .map((piece) => (/^[A-Z]/.test(piece) ? [...piece].join(' ') : row(piece, manner)))
      .join(' '),
  );
  return { text: said.join(', '), end: at + found.length };
};

/**
 * Letters and at least two digits, four signs or more. Not COVID-19 (a word and a number), nor 1080P and 12A (a number with
 * a letter behind it): those a voice knows, or nobody does.
 */
function isCode(text: string): boolean {
  const signs = text.replace(/[^A-Z0-9]/g, '');
  if (signs.length < 4 || !/[A-Z]/.test(signs) || signs.replace(/[^0-9]/g, '').length < 2) return false;
  if (/^[A-Z]{4,}-?[0-9]{2}$/.test(text)) return false;
  return /^[A-Z]/.test(signs) || /[0-9][A-Z]+[0-9]/.test(signs);
}
