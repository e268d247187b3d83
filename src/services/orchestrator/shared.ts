import { PromptCache } from '../audio/index.ts';

/** Synthesised lines of all workflows of the process: the key holds text, language, voice and rate. */
export const promptCache = new PromptCache();
