/**
 * Words taken from English are said with a high tone where the spelling would give another: those that spelling gives away as
 * foreign. Whoever writes one with its mark (เค้ก, โน้ต) needs no rule.
 */
import { isSonorant, type Spelling } from './spelling.ts';

/** Finals that no Thai word ends in; กอล์ฟ and ชอล์ก; ส after these vowels (เคส, บอส, มูส) neither. */
const FOREIGN_STOP = /ฟ$|[รล]์[ก-ฮ]$|[เแ][^ส]+ส$|[อูโ][^ส]*ส$/u;
/** ก็อป, บล็อก: the short vowel is a loan's after a consonant of the middle class; เอ็กซ์. */
const FOREIGN_VOWEL = /^[กจดตบปอ][รล]?็อ|็.+ซ์$/u;
/** ลิงก์, มินต์, แคมป์, เมาส์; not มนต์ and องค์, which are Indic. */
const FOREIGN_CLUSTER = /(?:ิ|[แเไ].*)[งนม][กตป]์$|[แเไ].*[าอ]ส์$/u;
const COMMON: ReadonlySet<string> = new Set([
  'บัส',
  'คลาส',
  'เทป',
  'เมตร',
  'แอป',
  'แชต',
  'แชท',
  'เลท',
  'เรต',
  'เฟก',
  'เพชร',
  'นอต',
  'โหวต',
  'เช็ก',
  'แรป',
  'แมป',
]);

/** High where the spelling is a loan's; null elsewhere. */
export function loanTone({ written, mark, final }: Spelling): 'h' | null {
  if (mark !== '') return null;
  if (COMMON.has(written)) return 'h';
  if (FOREIGN_CLUSTER.test(written)) return 'h';
  if (final === '' || isSonorant(final)) return null;
  return FOREIGN_STOP.test(written) || FOREIGN_VOWEL.test(written) ? 'h' : null;
}
