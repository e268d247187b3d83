/** What the tests of the three language-model adapters share. */
import type { JsonValue } from '../../src/types/json.ts';
import type {
  LanguageModel,
  ModelMessage,
  ModelRequest,
  ModelTool,
  ModelUsage,
  ProviderFailure,
} from '../../src/types/ports.ts';
import { ProviderError } from '../../src/services/providers/shared/failure.ts';

export interface Answer {
  readonly texts: string[];
  readonly calls: { readonly name: string; readonly args: Record<string, JsonValue> }[];
  usage?: ModelUsage;
  failure?: ProviderFailure;
}

export const caller = (text: string): ModelMessage => ({ role: 'caller', text });
export const agent = (text: string): ModelMessage => ({ role: 'agent', text });
export const system = (text: string): ModelMessage => ({ role: 'system', text });

/** One answer to its end. */
export function ask(
  model: LanguageModel,
  messages: readonly ModelMessage[],
  more: Partial<ModelRequest> = {},
): Promise<Answer> {
  const answer: Answer = { texts: [], calls: [] };
  return new Promise((resolve) => {
    model.generate(
      { messages, tools: [], ...more },
      {
        text: (delta) => answer.texts.push(delta),
        toolCall: (name, args) => answer.calls.push({ name, args }),
        done: (usage) => resolve({ ...answer, usage }),
        failed: (failure) => resolve({ ...answer, failure }),
      },
    );
  });
}

export const bookTool: ModelTool = {
  name: 'book',
  description: 'Books a table.',
  parameters: { type: 'object', properties: { day: { type: 'string' } }, required: ['day'] },
};

/** What `warm` rejects with; undefined when it does not. */
export async function coldness(model: LanguageModel): Promise<ProviderFailure | undefined> {
  try {
    await model.warm();
    return undefined;
  } catch (error) {
    if (error instanceof ProviderError) return error.failure;
    throw error;
  }
}

/** A raw request, as a wrong client would send it. */
export async function raw(
  url: string,
  headers: Record<string, string>,
  body: unknown,
): Promise<{ status: number; text: string }> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answer.status, text: await answer.text() };
}
