/** The providers that need an account or an address: one folder each, and one line here. Nothing of them is loaded yet. */
import { anthropicEntries } from './anthropic/entries.ts';
import { azureEntries } from './azure/entries.ts';
import { deepgramEntries } from './deepgram/entries.ts';
import { elevenlabsEntries } from './elevenlabs/entries.ts';
import { geminiEntries } from './gemini/entries.ts';
import { googleEntries } from './google/entries.ts';
import { openAiModelEntries } from './openai-compatible/entries.ts';
import { openAiSpeechEntries } from './openai-compatible/entriesSpeech.ts';
import { groqHost, openAiHost, otherHost } from './openai-compatible/host.ts';
import type { ProviderEntry } from './registry.ts';
import type { ConfigurableProvider, ProviderSettings } from './settings.ts';

/** Where settings come from. Asked anew whenever a provider is chosen or made. */
export interface SettingsOf {
  get<Name extends ConfigurableProvider>(name: Name): ProviderSettings<Name> | undefined;
}

export function cloudProviders(settings: SettingsOf): ProviderEntry[] {
  const openai = () => mapped(settings.get('openai'), openAiHost);
  const groq = () => mapped(settings.get('groq'), groqHost);
  const other = () => mapped(settings.get('openai-compatible'), otherHost);
  return [
    ...azureEntries(() => settings.get('azure')),
    ...googleEntries(() => settings.get('google')),
    ...elevenlabsEntries(() => settings.get('elevenlabs')),
    ...deepgramEntries(() => settings.get('deepgram')),
    ...openAiSpeechEntries('openai', openai),
    ...openAiSpeechEntries('openai-compatible', other),
    ...openAiModelEntries('openai-compatible', other),
    ...openAiModelEntries('groq', groq),
    ...openAiModelEntries('openai', openai),
    ...geminiEntries(() => settings.get('gemini')),
    ...anthropicEntries(() => settings.get('anthropic')),
  ];
}

function mapped<From, To>(value: From | undefined, map: (value: From) => To): To | undefined {
  return value === undefined ? undefined : map(value);
}
