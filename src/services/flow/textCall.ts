/** A call in text: what tests and examples use to talk to a flow without telephones. */
import type {
  FlowEffect,
  FlowInput,
  FlowPort,
  FlowStart,
  FlowState,
  HttpRequestSpec,
  HttpResult,
  ModelResult,
} from '../../types/flowRuntime.ts';
import type { MessageSpec, SendResult } from '../../types/message.ts';
import type { ModelRequest } from '../../types/ports.ts';

export interface TextCallOptions {
  readonly start?: Partial<FlowStart>;
  /** Answers look-ups; without it they fail. */
  readonly http?: (request: HttpRequestSpec) => HttpResult;
  readonly model?: (request: ModelRequest) => ModelResult;
  readonly transfer?: 'answered' | 'busy' | 'no-answer' | 'failed';
  /** Takes messages; without it they are accepted. */
  readonly send?: (message: MessageSpec) => SendResult;
}

export interface TextCall {
  readonly state: FlowState;
  /** Every effect since the call began. */
  readonly effects: readonly FlowEffect[];
  /** Speaks, and gives what the agent says to it. */
  say(text: string): string;
  /** Presses keys. */
  press(digits: string): string;
  silence(): string;
  /** What ended the call, if it is over. */
  readonly ended: string | undefined;
}

/** Begins a call; look-ups, the model and transfers are answered at once. */
export function textCall(port: FlowPort, options: TextCallOptions = {}): TextCall {
  const effects: FlowEffect[] = [];
  let state = port.begin({
    language: 'en-US',
    seed: 1,
    call: { id: 'CAtest', startedAt: '2026-11-23T02:00:00Z', caller: { number: '+12025550100' } },
    ...options.start,
  });
  const send = (first: FlowInput): string => {
    const said: string[] = [];
    for (let input: FlowInput | undefined = first; input;) {
      const step = port.step(state, input);
      state = step.state;
      effects.push(...step.effects);
      for (const effect of step.effects) if (effect.type === 'say') said.push(effect.text);
      input = step.effects.map((effect) => answer(effect, options)).find((one) => one !== undefined);
      if (input?.type === 'model' && input.result.ok && input.result.text !== '')
        said.push(input.result.text);
    }
    return said.join(' ');
  };
  send({ type: 'start' });
  return {
    get state() {
      return state;
    },
    effects,
    say: (text) => send({ type: 'utterance', text }),
    press: (digits) => send({ type: 'keys', digits }),
    silence: () => send({ type: 'silence' }),
    get ended() {
      const end = effects.find((effect) => effect.type === 'end');
      return end?.type === 'end' ? end.reason : undefined;
    },
  };
}

function answer(effect: FlowEffect, options: TextCallOptions): FlowInput | undefined {
  switch (effect.type) {
    case 'http':
      return {
        type: 'http',
        requestId: effect.requestId,
        result: options.http?.(effect.request) ?? { ok: false, code: 'unreachable' },
      };
    case 'generate':
      return {
        type: 'model',
        requestId: effect.requestId,
        result: options.model?.(effect.request) ?? { ok: false, code: 'unavailable' },
      };
    case 'send':
      return {
        type: 'send',
        requestId: effect.requestId,
        result: options.send?.(effect.message) ?? { ok: true },
      };
    case 'transfer':
      return { type: 'transfer', requestId: effect.requestId, result: options.transfer ?? 'answered' };
    default:
      return undefined;
  }
}
