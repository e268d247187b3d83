/** What a node wants of the world or of a model, as an effect, and the call waits for its answer. */
import type { CompiledFlow } from './compiledFlow.ts';
import { nextRequestId, type Draft } from './draft.ts';
import type { Next } from './nodeType.ts';

export type Asked = Extract<Next, { do: 'http' | 'send' | 'generate' | 'transfer' }>;

export function ask(flow: CompiledFlow, draft: Draft, next: Asked): void {
  const requestId = nextRequestId(draft);
  const { nodeId, language } = draft;
  switch (next.do) {
    case 'http':
      draft.waiting = { for: 'http', requestId };
      draft.effects.push({ type: 'http', nodeId, requestId, request: next.request });
      return;
    case 'send':
      draft.waiting = { for: 'send', requestId };
      draft.effects.push({ type: 'send', nodeId, requestId, message: next.message });
      return;
    case 'transfer': {
      draft.waiting = { for: 'transfer', requestId };
      const { to, callerId, timeoutSeconds } = next;
      const caller = callerId === undefined ? {} : { callerId };
      draft.effects.push({ type: 'transfer', nodeId, requestId, to, ...caller, timeoutSeconds });
      return;
    }
    case 'generate': {
      draft.waiting = { for: 'model', requestId };
      const { request, question, interruptible } = next;
      const voice = flow.config.languages.find((own) => own.language === language)?.voiceId;
      draft.effects.push({
        type: 'generate',
        nodeId,
        requestId,
        request,
        question: { ...question, voice: voice ?? '' },
        language,
        ...(voice === undefined ? {} : { voice }),
        interruptible,
      });
    }
  }
}
