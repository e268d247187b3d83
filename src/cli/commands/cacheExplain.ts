import { cacheExplainAnswer, type CacheExplainAnswer, type CacheExplainRequest } from '../../types/api.ts';
import { languageTag } from '../../types/language.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { createPrinter } from '../output.ts';
import { withServer } from '../withServer.ts';
import { decisionSentence, vetoName } from './cacheReasons.ts';

export interface CacheExplainCommand {
  readonly workflow: string;
  readonly node: string;
  readonly version?: number;
  readonly language?: string;
  /** Lines of the agent, the last one last. */
  readonly after?: readonly string[];
  readonly heard?: readonly string[];
  readonly path?: readonly string[];
  readonly value?: readonly string[];
  readonly json?: boolean;
}

/** What the response cache would do with these words, and why. */
export async function cacheExplain(words: string, options: CacheExplainCommand): Promise<void> {
  const printer = createPrinter(options.json === true);
  const request = explainRequest(words, options);
  const answer = await withServer({ store: 'own', note: printer.note }, ({ api }) =>
    api.post('/api/cache/explain', request, cacheExplainAnswer),
  );
  printer.result(answer, () => explainLines(answer).join('\n'));
}

export function explainRequest(words: string, options: CacheExplainCommand): CacheExplainRequest {
  const { workflow, node, version, language, after, heard, path, value } = options;
  if (language !== undefined && !languageTag.safeParse(language).success)
    throw new WeaverError('CLI_OPTION_INVALID', {
      option: '--language',
      value: language,
      reason: 'a tag such as en-US or zh-HK',
    });
  return {
    workflow,
    node,
    words,
    ...(version !== undefined && { version }),
    ...(language !== undefined && { language }),
    ...(after && { said: [...after] }),
    ...(heard && { heard: [...heard] }),
    ...(path && { path: [...path] }),
    ...(value && { values: Object.fromEntries(value.map(pairOf)) }),
  };
}

function pairOf(assignment: string): [string, string] {
  const at = assignment.indexOf('=');
  if (at < 1) throw new WeaverError('CLI_USAGE', { reason: 'give --value name=value' });
  return [assignment.slice(0, at), assignment.slice(at + 1)];
}

const off = {
  'turned-off': 'Calls do not ask the cache: it is turned off for this workflow. If it were on:',
  'no-model': 'Calls do not ask the cache: no language model is set up for this workflow. If one were:',
} as const;

export function explainLines(answer: CacheExplainAnswer): string[] {
  const { decision, layer, text, reason, bypass, score, threshold, entryId, answerId } = answer;
  const said = text === '' ? '(no words, only an outcome)' : `“${text}”`;
  return [
    ...(answer.off === null ? [] : [off[answer.off]]),
    decision === 'hit' ? `HIT (${layer}): ${said}` : 'MISS: the language model is asked.',
    `Why: ${decisionSentence(reason)}${bypass === null ? '' : ` (${bypass})`} [${reason}]`,
    ...agreement(answer),
    ...(score === null ? [] : [`Score ${score.toFixed(3)}, needed ${threshold?.toFixed(3) ?? 'unknown'}.`]),
    ...(entryId !== null && answerId !== null ? [`Entry ${entryId}, answer ${answerId}.`] : []),
    answer.embedded
      ? 'The words were understood by meaning.'
      : 'The words were compared by spelling and sound only.',
    ...nearLines(answer.near),
    ...candidateLines(answer.candidates),
  ];
}

function agreement({ reason, agreeing, candidates: [best] }: CacheExplainAnswer): string[] {
  if (reason !== 'too-few-agree') return [];
  if (agreeing === null)
    return ['However many calls agree, that is not enough here: audits found them wrong.'];
  const some = best ? `${best.agreeing} agree, ${best.disagreeing} got another answer` : 'none agrees';
  return [`Of the calls with these very words ${some}; ${agreeing} must agree.`];
}

function nearLines(near: CacheExplainAnswer['near']): string[] {
  if (near.length === 0) return ['Nothing similar was heard at this place.'];
  const head = `  ${'alike'.padStart(6)}${'meaning'.padStart(9)}${'spelling'.padStart(10)}${'calls'.padStart(7)}  words → answer`;
  return [
    'Heard before at this place:',
    head,
    ...near.map(({ similarity, cosine, spelling, calls, words, answer, sameContext, vetoes }) => {
      const numbers = [
        similarity.toFixed(2).padStart(6),
        (cosine?.toFixed(2) ?? '-').padStart(9),
        spelling.toFixed(2).padStart(10),
        String(calls).padStart(7),
      ].join('');
      const where = sameContext ? '' : ' (after another line of the agent)';
      const but = vetoes.length === 0 ? '' : ` BUT another: ${vetoes.map(vetoName).join(', ')}`;
      return `  ${numbers}  ${words ?? '(not kept)'} → ${answer ?? '(nothing)'}${where}${but}`;
    }),
  ];
}

const COLUMNS = 3;

function candidateLines([best, ...others]: CacheExplainAnswer['candidates']): string[] {
  if (!best) return [];
  const cells = Object.entries(best.features).map(
    ([name, value]) => `${name.padEnd(16)}${value.toFixed(2).padStart(7)}`,
  );
  const rows: string[] = [];
  for (let at = 0; at < cells.length; at += COLUMNS)
    rows.push(`  ${cells.slice(at, at + COLUMNS).join('   ')}`);
  const rivals = others.length === 0 ? '' : ` (of ${others.length + 1} that come into question)`;
  return [`The likeliest answer${rivals}: “${best.answer}”, by these features:`, ...rows];
}
