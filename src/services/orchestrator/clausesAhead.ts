/** First clauses of lines that nobody has to say yet. */
import type { LanguageTag } from '../../types/language.ts';
import type { SynthesisRequest, Synthesiser } from '../../types/ports.ts';
import { clauseOptionsFor, cutClauses, promptKey, type PromptCache } from '../audio/index.ts';
import type { PreparedLine } from '../conversation/index.ts';
import type { PredictedLine } from './prediction.ts';
import { PreparedVoice } from './preparedVoice.ts';

export interface ClauseParts {
  readonly promptCache: PromptCache;
  synthesiserFor(language: LanguageTag): Synthesiser | null;
  predicted(used: boolean, language: LanguageTag, provider: string): void;
}

interface FirstClause {
  readonly voice: PreparedVoice;
  readonly request: SynthesisRequest;
  /** Under which its audio is kept. */
  readonly key: string;
}

/** null: there is none yet, or nobody who could make it ready. */
export function firstClause(
  { synthesiserFor }: Pick<ClauseParts, 'synthesiserFor'>,
  { text, language, voice, delivery }: PreparedLine,
  complete: boolean,
): FirstClause | null {
  const [first = '', ...more] = cutClauses(text, clauseOptionsFor(delivery));
  const clause = first.trim();
  if (clause === '' || (!complete && more.length === 0)) return null;
  const synthesiser = synthesiserFor(language);
  if (!(synthesiser instanceof PreparedVoice)) return null;
  const spoken = synthesiser.spokenForm(clause, language);
  const key = promptKey(clause, language, voice, undefined, synthesiser.name, spoken);
  const prefer = delivery?.voice;
  const request = {
    text: clause,
    language,
    ...(voice === undefined ? {} : { voice }),
    ...(prefer && { prefer }),
  };
  return { voice: synthesiser, request, key };
}

/** Whether somebody need not wait for the first audio of a line: it is kept, or on its way. */
export function lineReady(
  parts: Pick<ClauseParts, 'synthesiserFor' | 'promptCache'>,
  line: PreparedLine,
): boolean {
  const clause = firstClause(parts, line, true);
  return clause !== null && (parts.promptCache.has(clause.key) || clause.voice.holds(clause.request));
}

/**
 * For a turn that may come. What was made for nothing is waste, but kept where all that was said is: the next call may say it.
 */
export function predictClause(
  parts: ClauseParts,
  line: PreparedLine,
  characters: number,
): PredictedLine | null {
  const { promptCache, predicted } = parts;
  const clause = firstClause(parts, line, true);
  if (!clause || promptCache.has(clause.key) || clause.request.text.length > characters) return null;
  const { voice, key, request } = clause;
  let used = false;
  let over = false;
  const tell = (spoken: boolean) => {
    if (used || over) return;
    if (spoken) used = true;
    else over = true;
    predicted(spoken, request.language, voice.name);
  };
  const ahead = voice.predict(request, () => tell(true));
  return {
    characters: request.text.length,
    discard() {
      const audio = used || over ? null : ahead.whole();
      if (audio) promptCache.set(key, audio);
      tell(false);
      ahead.cancel();
    },
    interrupt() {
      if (used || ahead.whole()) return;
      tell(false);
      ahead.cancel();
    },
  };
}
