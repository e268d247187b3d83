/** Every scripted line of a workflow, in each of its languages and voices, synthesised before the first caller waits for it. */
import type { LanguageTag } from '../../types/language.ts';
import { failureCode } from '../../types/failureCode.ts';
import type { SynthesisRequest, Synthesiser } from '../../types/ports.ts';
import type { PreparationFailure } from '../../types/apiPreparation.ts';
import type { WorkflowConfig } from '../../types/workflowConfig.ts';
import { cutClauses, promptKey, SCRIPTED_USES, type PromptCache } from '../audio/index.ts';
import { scriptedLines, type CompiledFlow, type ScriptedLine } from '../flow/index.ts';
import { warmAudio } from '../streamingAudioProcessor.ts';
import { reading, type ReadingOf } from './readAloud.ts';
import { scriptedTexts } from './shared.ts';
import { voiceFor, type ProviderSet } from './providerSet.ts';

/** In clauses: what a synthesiser is given at a time. */
export interface PrepareProgress {
  readonly done: number;
  readonly total: number;
  /** Of those done. */
  readonly failed: number;
  /** Of those that failed: lines that have to be there when nobody can speak any more. */
  readonly farewellsMissing: number;
  /** Of the clause that was done last; null: the synthesiser's own voice. */
  readonly language: LanguageTag | null;
  readonly voice: string | null;
}

export interface PrepareReport extends PrepareProgress {
  /** One for each language, voice and code. */
  readonly failures: readonly PreparationFailure[];
}

export interface PrepareOptions {
  readonly flow: CompiledFlow;
  readonly config: WorkflowConfig;
  readonly providers: ProviderSet;
  readonly cache: PromptCache;
  readonly readingOf?: ReadingOf | undefined;
  /** What callers are answered most from the cache, without anything filled in. */
  readonly answers?: readonly (Pick<ScriptedLine, 'text' | 'language'> & { readonly voice: string })[];
  readonly onProgress?: ((state: PrepareProgress) => void) | undefined;
  /** Providers and detectors are loaded, as far as they can be: a call begins without delay, if not with its lines. */
  readonly onLoaded?: (() => void) | undefined;
  /** Synthesisers at work at a time, each on one clause. @defaultValue 3 */
  readonly concurrency?: number;
  /** Calls are going on: then one at a time. */
  readonly busy?: () => boolean;
  /** Nobody wants the rest. */
  readonly stopped?: () => boolean;
}

/** One clause at a time each: a voice in this process would otherwise seem slow, and another would be asked in its place. */
const CONCURRENCY = 3;

interface Clause {
  readonly key: string;
  readonly text: string;
  readonly language: LanguageTag;
  readonly voice: string | undefined;
  readonly synthesiser: Synthesiser | null;
  readonly farewell: boolean;
}

/** Loads the workflow's providers and the detector, then makes its lines. What cannot be loaded is said when it is missed. */
export async function makeReady(vad: 'energy' | 'neural', options: PrepareOptions): Promise<PrepareReport> {
  const { providers, config } = options;
  await Promise.allSettled([providers.warm(config.languages, config), warmAudio({ vad })]);
  options.onLoaded?.();
  return prepareLines(options);
}

/** Lines that cannot be synthesised are counted and left to the call. What is there already is not made again. */
export async function prepareLines(options: PrepareOptions): Promise<PrepareReport> {
  const { concurrency = CONCURRENCY, busy, stopped, onProgress } = options;
  const clauses = clausesOf(options);
  const lanes = [...Map.groupBy(clauses, ({ synthesiser }) => synthesiser?.name).values()];
  const failures = new Map<string, PreparationFailure>();
  const counts = { done: 0, failed: 0, farewellsMissing: 0 };
  let last: Pick<PrepareProgress, 'language' | 'voice'> = { language: null, voice: null };
  const state = (): PrepareProgress => ({ ...counts, total: clauses.length, ...last });
  let working = concurrency;
  const worker = async () => {
    for (let lane = lanes.shift(); lane; lane = lanes.shift()) {
      const [clause, ...rest] = lane;
      if (!clause) continue;
      const code = await make(clause, options.cache);
      const { language, voice = null, farewell } = clause;
      if (code !== null) {
        counts.failed++;
        if (farewell) counts.farewellsMissing++;
        const key = [language, voice, code].join(' ');
        failures.set(key, { language, voice, code, clauses: (failures.get(key)?.clauses ?? 0) + 1 });
      }
      counts.done++;
      last = { language, voice };
      onProgress?.(state());
      if (stopped?.()) return;
      // First again, so that a lane is not left to the end.
      lanes.unshift(rest);
      if (working > 1 && busy?.()) break;
    }
    working--;
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return { ...state(), failures: [...failures.values()] };
}

function clausesOf({ flow, config, providers, readingOf, answers = [] }: PrepareOptions): Clause[] {
  const said = answers.map(({ voice, ...line }): ScriptedLine => (voice === '' ? line : { ...line, voice }));
  const lines = [...scriptedLines(flow), ...said];
  for (const { text } of lines) scriptedTexts.add(text);
  const found = new Map<string, Clause>();
  for (const line of lines) {
    const { language, farewell = false } = line;
    const setup = voiceFor(config, language);
    const synthesiser = reading(providers.synthesiser(setup)?.provider ?? null, readingOf);
    const voice = line.voice ?? setup.voiceId;
    for (const text of cutClauses(line.text)) {
      const spoken = synthesiser?.spokenForm?.(text.trim(), language);
      const key = promptKey(text, language, voice, undefined, synthesiser?.name ?? '', spoken);
      // Two lines may share a clause; if one of them is a farewell, it has to be kept.
      const wanted = farewell || (found.get(key)?.farewell ?? false);
      found.set(key, { key, text, language, voice, synthesiser, farewell: wanted });
    }
  }
  return [...found.values()];
}

/** null: it is there. Otherwise the code of what went wrong. */
async function make(
  { key, text, language, voice, synthesiser, farewell }: Clause,
  cache: PromptCache,
): Promise<string | null> {
  if (cache.has(key)) return null;
  if (!synthesiser) return 'CALL_NO_VOICE';
  const request = { text, language, ...(voice === undefined ? {} : { voice }) };
  const audio = await synthesise(synthesiser, request, farewell);
  if (typeof audio === 'string') return audio;
  if (farewell) cache.keep(key, audio);
  else cache.set(key, audio, SCRIPTED_USES);
  return null;
}

/**
 * A code: it failed, or another provider spoke in the first one's place. Such audio is not what the line sounds like, and is
 * kept only for a farewell, which has to be there when nobody speaks any more.
 */
function synthesise(
  synthesiser: Synthesiser,
  request: SynthesisRequest,
  byAnybody: boolean,
): Promise<Uint8Array | string> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    synthesiser.speak(request, {
      audio: (mulaw) => void chunks.push(Uint8Array.from(mulaw)),
      done: (detail) => {
        const own = !detail || detail.provider === synthesiser.name;
        resolve(own || byAnybody ? Buffer.concat(chunks) : 'PROVIDER_FAILOVER');
      },
      failed: (failure) => resolve(failureCode(failure)),
    });
  });
}
