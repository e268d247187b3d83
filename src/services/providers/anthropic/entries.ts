import type { ProviderEntry } from '../registry.ts';
import type { ProviderSettings } from '../settings.ts';

const WAY = 'Set ANTHROPIC_API_KEY, or enter a key under Settings.';

export function anthropicEntries(settings: () => ProviderSettings<'anthropic'> | undefined): ProviderEntry[] {
  return [
    {
      name: 'anthropic',
      work: 'model',
      automatic: true,
      supports: () => true,
      unavailable: () => (settings() ? undefined : WAY),
      can: "Answers with Anthropic's models, token by token, and calls tools. Models up to 4.5 go on with a sentence that another model began.",
      cannot: 'What callers say goes to Anthropic. Models after 4.5 do not continue a begun sentence.',
      licence: 'service terms of Anthropic',
      profile: 'llm/anthropic/claude-haiku-4-5',
      load: async (model) => {
        const configured = settings();
        if (!configured) throw new Error(WAY);
        const { AnthropicModel } = await import('./languageModel.ts');
        return new AnthropicModel({ ...configured, model: model ?? configured.model });
      },
    },
  ];
}
