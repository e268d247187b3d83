/** Web and e-mail addresses: "w w w dot example dot com", "info at example dot com". */
import { written } from '../../../lib/spoken/index.ts';
import { matchAt, row, type Manner, type Spotter } from './spotter.ts';

/** Ends that no word after a full stop without a space would have by chance. */
const TOP_LEVEL =
  'com|net|org|info|biz|edu|gov|app|dev|io|ai|co|me|tv|hk|mo|cn|tw|jp|kr|vn|th|sg|my|id|ph|in|au|nz|uk|ie|us|ca|mx|br|ar|de|at|ch|fr|be|es|pt|it|nl|pl|ru|ua|tr|eu|asia|shop|online|site';
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})';
const HOST = `(?:${LABEL}\\.){1,5}(?:${TOP_LEVEL})(?![A-Za-z0-9-])`;
const email = new RegExp(`[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@${HOST}`, 'iy');
const web = new RegExp(`(?:https?://)?(${HOST})(?::[0-9]{1,5})?((?:/[A-Za-z0-9_~%.-]{1,40}){0,8}/?)`, 'iy');

/** The rest of an address, which nobody would write down from hearing it. */
const unsaid = /\/?(?:[?#][A-Za-z0-9_=&%+-]{1,200})?/y;

export const spotAddress: Spotter = (text, at, manner) => {
  if (!manner.words) return null;
  const mail = matchAt(email, text, at);
  if (mail) return { text: spelled(mail[0], manner), end: at + mail[0].length };
  const found = matchAt(web, text, at);
  if (!found) return null;
  // "e.g.in" and the like are no addresses: the name before the end has more than a letter.
  const names = (found[1] ?? '').split('.');
  if ((names.at(-2) ?? '').length < 2) return null;
  const path = (found[2] ?? '').replace(/[./]+$/, '');
  const end = at + found[0].length - ((found[2] ?? '').length - path.length);
  const query = matchAt(unsaid, text, end)?.[0].length ?? 0;
  return { text: spelled(`${found[1] ?? ''}${path}`, manner), end: end + query };
};

const countries = /^(?:hk|mo|cn|tw|jp|kr|vn|th|sg|my|ph|au|nz|uk|us|ca|mx|br|ar|tv|io|ai|eu)$/i;

function spelled(address: string, manner: Manner): string {
  const { words, chinese } = manner;
  if (!words) return address;
  const signs: Readonly<Record<string, string>> = {
    '.': words.dot,
    '@': words.at,
    '/': words.slash,
    '-': words.dash,
    _: words.underscore,
  };
  const pieces = address.match(/[A-Za-z]+|[0-9]+|[^A-Za-z0-9]/g) ?? [];
  const said = pieces.map((piece, i) => {
    if (/^[0-9]/.test(piece)) return row(piece, manner).replaceAll(',', '');
    const afterDot = pieces[i - 1] === '.';
    if (/^www$/i.test(piece) || (afterDot && countries.test(piece)))
      return [...piece.toUpperCase()].join(' ');
    return signs[piece] ?? piece;
  });
  const made = said.join(' ');
  return chinese ? written(made, chinese) : made;
}
