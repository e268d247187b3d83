/**
 * How a Thai syllable may be written: what stands before, above, under and after its first consonants tells how long its vowel is
 * and what closes it, and with the class of the first consonant and the tone mark that is all its tone depends on.
 */

export type ConsonantClass = 'mid' | 'high' | 'low';

const MID = 'กจฎฏดตบปอ';
const HIGH = 'ขฃฉฐถผฝศษสห';
const CONSONANT = '[ก-รลว-ฮ]';
/** The rest close no syllable. */
const CLOSING = '[กขคฆงจชซญ-นบปพฟภมยรลวศษสฬ]';
const SONORANT = 'งญณนมยรลวฬ';

/** อ before ย is silent and makes four words mid: อย่า อยู่ อย่าง อยาก. A leading ห makes a sonorant high: หมา. */
export function consonantClass(initial: string): ConsonantClass {
  const first = initial[0] ?? '';
  if (MID.includes(first)) return 'mid';
  return HIGH.includes(first) ? 'high' : 'low';
}

export const isSonorant = (consonant: string): boolean =>
  consonant !== '' && SONORANT.includes(consonant[0] ?? '');

export interface Spelling {
  readonly initial: string;
  /** One of the four marks, or ''. */
  readonly mark: string;
  /** The vowel's length. */
  readonly long: boolean;
  /** The sonorant or stop that closes it, or ''. */
  readonly final: string;
  readonly written: string;
  /** How unlikely it is that one syllable is meant here; a common spelling has 1. */
  readonly cost: number;
}

/** `I` first consonants, `T` tone mark, `F` final consonant; `long` and what the spelling costs. */
const TEMPLATES: readonly (readonly [template: string, long: boolean, cost: number])[] = [
  ['เIีTยะ', false, 1],
  ['เIีTย', true, 1],
  ['เIีTยF', true, 1],
  ['เIืTอะ', false, 1],
  ['เIืTอ', true, 1],
  ['เIืTอF', true, 1],
  ['เIิTF', true, 1],
  ['เITาะ', false, 1],
  ['เITา', true, 1],
  ['เITอะ', false, 1],
  ['เITอ', true, 1],
  ['เITอF', true, 1.1],
  ['[เแโ]ITะ', false, 1],
  ['[เแ]I็F', false, 1],
  ['[เแโ]IT', true, 1.1],
  ['[เแโ]ITF', true, 1],
  ['[ไใ]IT', true, 1],
  ['ไITย', true, 0.9],
  ['IัTวะ', false, 1],
  ['IัTว', true, 1],
  ['IัTF', false, 1],
  ['ITะ', false, 1],
  ['ITา', true, 1],
  ['ITาF', true, 0.95],
  ['ITำ', true, 1],
  ['I[ิึุ]T', false, 1.05],
  ['I[ิึุ]TF', false, 1],
  ['I[ีู]T', true, 1],
  ['I[ีู]TF', true, 1],
  ['IืTอ', true, 1],
  ['IืTF', true, 1],
  ['I็อF', false, 1],
  ['ITอ', true, 1.1],
  ['ITอF', true, 1],
  ['ITวF', true, 1],
  ['Iรร', true, 1],
  ['IรรF', false, 1],
  ['ITF', false, 1.15],
  ['Iฤ', false, 1],
  ['IฤF', false, 1.05],
  ['ฤ', false, 1],
  ['ฤF', false, 1],
  ['ฤๅ', true, 1],
  // Two words that begin so many others that they are known by sight.
  ['(?<initial>ก)า(?<final>ร)', true, 0.6],
  ['(?<initial>คว)า(?<final>ม)', true, 0.6],
  ['I(?=[ก-ฮเ-ไ])', false, 1.3],
  ['I(?=[งญนมยรลว][ะ-ฺๅ็-๎อ])', false, 1.1],
];

/** Said together with their first; ทร is an s. */
const CLUSTER = '[กขคปผพบฟ][รล]|[กขค]ว|ตร|[ดทจซศส]ร|ห[งญนมยรลว]|อย';
const SINGLE_COST = 0.02;
/** Of two that take as many letters, the one that has more of them said. */
const CLOSED_BONUS = 0.02;
const WORD_END = '(?=$|[^ก-๛])';
const SILENT = `(?:${CONSONANT}{1,2}[ิุ]?์)?`;
/** กอล์ฟ and ฟอร์ม: a letter that is not said before the one that is. */
const FINAL = `(?:[รล]์)?(?<final>${CLOSING})`;
/** ชาติ and เหตุ end in a vowel that is not said, จักร and ศักดิ in a consonant; สารท and เกียรติ have an r before the final. */
const FINAL_OF_WORD = `ร?(?<final>${CLOSING})(?:[ิุ]|[ตทด]?ร|${CONSONANT}[ิุ]?|(?<=ร[ถทธต]))${WORD_END}`;
const FINAL_OF_WORD_COST = 0.3;
/** A consonant that carries a vowel or a mark begins a syllable of its own. */
const END = '(?![ะ-ฺๅ็-๎])';

interface Pattern {
  readonly expression: RegExp;
  readonly long: boolean;
  readonly cost: number;
}

function pattern(template: string, long: boolean, cost: number, initial: string, final: string): Pattern {
  const closed = template.endsWith('F') ? CLOSED_BONUS : 0;
  const source = template
    .replace('I', `(?<initial>${initial})`)
    .replace('T', '(?<mark>[่-๋])?')
    .replace('F', final);
  return { expression: new RegExp(source + SILENT + END, 'uy'), long, cost: cost - closed };
}

function patternsOf(template: string, long: boolean, cost: number): Pattern[] {
  const single = pattern(template, long, cost + SINGLE_COST, CONSONANT, FINAL);
  const out = [single, pattern(template, long, cost, CLUSTER, FINAL)];
  if (template.endsWith('F') && template !== 'ITF')
    for (const [initial, more] of [
      [CONSONANT, SINGLE_COST],
      [CLUSTER, 0],
    ] as const)
      out.push(pattern(template, long, cost + more + FINAL_OF_WORD_COST, initial, FINAL_OF_WORD));
  return out;
}

const all = TEMPLATES.flatMap(([template, long, cost]) => patternsOf(template, long, cost));
const PREPOSED = /^[เ-ไ]/u;
const preposed = all.filter(({ expression }) => /^(?:[เไ]|\[[เไ])/u.test(expression.source));
const others = all.filter((each) => !preposed.includes(each));

/** Every way to read one syllable that begins there. */
export function spellingsAt(text: string, at: number): Spelling[] {
  const out: Spelling[] = [];
  for (const { expression, long, cost } of PREPOSED.test(text[at] ?? '') ? preposed : others) {
    expression.lastIndex = at;
    const match = expression.exec(text);
    if (match === null) continue;
    const { initial = 'ฤ', mark = '', final = '' } = match.groups ?? {};
    out.push({
      initial,
      mark,
      long,
      final,
      written: match[0],
      cost,
    });
  }
  return out;
}
