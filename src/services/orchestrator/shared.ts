import { PromptCache } from '../audio/index.ts';

/** Synthesised lines of all workflows of the process: the key holds text, language, voice and rate. */
export const promptCache = new PromptCache();

/** Scripted lines of the workflows that were made ready: they belong to no caller, so their audio may be kept. */
export const scriptedTexts = new Set<string>();
