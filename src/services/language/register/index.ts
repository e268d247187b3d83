/** How one speaks to customers and among friends: a line rewritten, and a language model told. */
import { simplified } from '../../../lib/hanScript.ts';
import { isSimplified, spokenLanguage } from '../../../lib/spokenLanguage.ts';
import type { LanguageTag } from '../../../types/language.ts';
import type { Register } from '../../../lib/builtInLines/types.ts';
import { protectedSpans } from './protected.ts';
import { registerRules, type RegisterRule } from './rules.ts';

export { registerInstructions, type InstructionOptions } from './instructions.ts';
export { registerRules, type RegisterRule } from './rules.ts';
export type { Register } from '../../../lib/builtInLines/types.ts';

interface CompiledRule {
  readonly pattern: RegExp;
  readonly put: string;
}

const compiled: Readonly<Record<Register, readonly CompiledRule[]>> = {
  business: rulesFor('business'),
  casual: rulesFor('casual'),
};

function rulesFor(register: Register): CompiledRule[] {
  return registerRules
    .filter(({ to }) => to === register)
    .map(({ from, put }: RegisterRule) => ({ pattern: new RegExp(simplified(from), 'dgu'), put }));
}

/**
 * A Cantonese line in the other register: thanks, apologies, waiting, forms of address, sentence-final particles. What a
 * caller would do upon hearing it does not change: values, questions and refusals stay, and so does everything between
 * braces and in markup. Other languages come back as they are: their registers are grammar (`registerInstructions`).
 *
 * @example inRegister('等等呀，陳生。', 'business', 'zh-HK') // 請您稍等，陳先生。
 */
export function inRegister(text: string, register: Register, language: LanguageTag): string {
  if (spokenLanguage(language).language !== 'yue') return text;
  const written = isSimplified(language) ? simplified : (put: string) => put;
  return compiled[register].reduce((line, rule) => applied(line, rule, written), text);
}

/** Matched in simplified characters, which stand where the text's own do. */
function applied(text: string, { pattern, put }: CompiledRule, written: (put: string) => string): string {
  const spans = protectedSpans(text);
  let out = '';
  let from = 0;
  for (const match of simplified(text).matchAll(pattern)) {
    const end = match.index + match[0].length;
    if (spans.some(([begin, stop]) => match.index < stop && end > begin)) continue;
    const filled = written(put).replace(/\$(\d)/g, (_, group: string) => {
      const [at, to] = match.indices?.[Number(group)] ?? [0, 0];
      return text.slice(at, to);
    });
    out += text.slice(from, match.index) + filled;
    from = end;
  }
  return out + text.slice(from);
}
