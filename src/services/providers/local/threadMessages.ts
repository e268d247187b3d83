import type { ProviderFailure } from '../../../types/ports.ts';

/** Why a task failed, as a thread can say it. */
export interface TaskFailure {
  readonly kind: ProviderFailure['kind'];
  readonly message: string;
}

export type ToThread<Request> =
  | { readonly type: 'run'; readonly id: number; readonly request: Request }
  | { readonly type: 'cancel'; readonly id: number };

export type FromThread<Reply> =
  | { readonly type: 'ready' }
  | { readonly type: 'broken'; readonly message: string }
  | { readonly type: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly type: 'done'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly failure: TaskFailure };
