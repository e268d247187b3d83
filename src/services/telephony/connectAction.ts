import type { ConnectActionEvent } from './callbacks.ts';

/** Where a caller is to be sent when the session ends; agreed before it ended. */
export interface PendingHandoff {
  readonly to: string;
  readonly callerId?: string;
  readonly timeoutSeconds: number;
}

export interface ConnectActionContext {
  readonly handoff?: PendingHandoff | null;
  /** The flow came to its end (and asked for the hang-up). */
  readonly finished: boolean;
  /** Reconnects already made for this call. */
  readonly attempts: number;
  /** The workflow's `fallbackTransferTo`. */
  readonly fallbackTransferTo?: string;
}

export type ConnectActionPlan =
  | { readonly do: 'hangup' }
  | { readonly do: 'dial'; readonly handoff: PendingHandoff }
  | { readonly do: 'reconnect'; readonly attempt: number }
  | { readonly do: 'apology' };

/** Twilio's advice for a lost socket is to connect again; without a limit that is a loop. */
export const MAX_RECONNECTS = 2;
const FALLBACK_TIMEOUT_SECONDS = 25;

/** What to answer when `<Connect>` has ended. */
export function connectActionPlan(
  event: ConnectActionEvent,
  context: ConnectActionContext,
): ConnectActionPlan {
  if (event.session === 'completed' || isOver(event.callStatus)) return { do: 'hangup' };
  if (context.handoff) return { do: 'dial', handoff: context.handoff };
  if (event.session === 'ended' || context.finished) return { do: 'hangup' };
  if (context.attempts < MAX_RECONNECTS) return { do: 'reconnect', attempt: context.attempts + 1 };
  const to = context.fallbackTransferTo;
  if (to !== undefined && to !== '')
    return { do: 'dial', handoff: { to, timeoutSeconds: FALLBACK_TIMEOUT_SECONDS } };
  return { do: 'apology' };
}

function isOver(status: ConnectActionEvent['callStatus']): boolean {
  return ['completed', 'busy', 'failed', 'no-answer', 'canceled'].includes(status);
}
