/** Every scripted line of a workflow, synthesised before the first caller waits for it. */
import type { SynthesisRequest, Synthesiser } from '../../types/ports.ts';
import type { WorkflowConfig } from '../../types/workflowConfig.ts';
import { cutClauses, promptKey, SCRIPTED_USES, type PromptCache } from '../audio/index.ts';
import { scriptedLines, type CompiledFlow, type ScriptedLine } from '../flow/index.ts';
import { reading, type ReadingOf } from './readAloud.ts';
import { scriptedTexts } from './shared.ts';
import { voiceFor, type ProviderSet } from './providerSet.ts';

export interface PrepareProgress {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  /** Of those that failed: lines that have to be there when nobody can speak any more. */
  readonly farewellsMissing: number;
}

export interface PrepareOptions {
  readonly flow: CompiledFlow;
  readonly config: WorkflowConfig;
  readonly providers: ProviderSet;
  readonly cache: PromptCache;
  readonly readingOf?: ReadingOf | undefined;
  /** What callers are answered most from the cache, without anything filled in. */
  readonly answers?: readonly ScriptedLine[];
  readonly progress?: ((state: PrepareProgress) => void) | undefined;
}

/** Lines that cannot be synthesised are counted and left to the call. */
export async function prepareLines(options: PrepareOptions): Promise<PrepareProgress> {
  const { flow, config, providers, cache, progress } = options;
  const lines = [...scriptedLines(flow), ...(options.answers ?? [])];
  for (const { text } of lines) scriptedTexts.add(text);
  const clauses = lines.flatMap((line: ScriptedLine) => {
    const setup = voiceFor(config, line.language);
    const synthesiser =
      reading(providers.synthesiser(setup)?.provider ?? null, options.readingOf) ?? undefined;
    const voice = line.voice ?? setup.voiceId;
    const { language, farewell = false } = line;
    return cutClauses(line.text).map((text) => ({ text, language, voice, synthesiser, farewell }));
  });
  const state = { done: 0, total: clauses.length, failed: 0, farewellsMissing: 0 };
  for (const { synthesiser, text, language, voice, farewell } of clauses) {
    const spoken = synthesiser?.spokenForm?.(text.trim(), language);
    const key = promptKey(text, language, voice, undefined, synthesiser?.name ?? '', spoken);
    const known = cache.has(key);
    const audio =
      known || !synthesiser ? null : await synthesise(synthesiser, { text, language, voice }, farewell);
    if (audio && farewell) cache.keep(key, audio);
    else if (audio) cache.set(key, audio, SCRIPTED_USES);
    else if (!known) {
      state.failed++;
      if (farewell) state.farewellsMissing++;
    }
    state.done++;
    progress?.({ ...state });
  }
  return state;
}

/**
 * null: it failed, or another provider spoke in the first one's place. Such audio is not what the line sounds like, and is
 * kept only for a farewell, which has to be there when nobody speaks any more.
 */
function synthesise(
  synthesiser: Synthesiser,
  request: SynthesisRequest,
  byAnybody: boolean,
): Promise<Uint8Array | null> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    synthesiser.speak(request, {
      audio: (mulaw) => void chunks.push(Uint8Array.from(mulaw)),
      done: (detail) => {
        const own = !detail || detail.provider === synthesiser.name;
        resolve(own || byAnybody ? Buffer.concat(chunks) : null);
      },
      failed: () => resolve(null),
    });
  });
}
