import type { ProviderEntry } from '../registry.ts';
import type { ProviderSettings } from '../settings.ts';

const WAY = 'Set GEMINI_API_KEY, or enter a key under Settings.';

export function geminiEntries(settings: () => ProviderSettings<'gemini'> | undefined): ProviderEntry[] {
  return [
    {
      name: 'gemini',
      work: 'model',
      automatic: true,
      supports: () => true,
      unavailable: () => (settings() ? undefined : WAY),
      can: "Answers with Google's Gemini models, token by token, and calls tools.",
      cannot:
        'What callers say goes to Google. Continues no sentence that another model began. Pro models cannot be kept from thinking, and a caller hears that; free keys are limited to a few requests a minute.',
      licence: 'service terms of Google',
      profile: 'llm/google-ai-studio/gemini-3.5-flash-lite-minimal',
      load: async (model) => {
        const configured = settings();
        if (!configured) throw new Error(WAY);
        const { GeminiModel } = await import('./languageModel.ts');
        return new GeminiModel({ ...configured, model: model ?? configured.model });
      },
    },
  ];
}
