import type { SimulatorAccount } from '../../types/api.ts';
import type { LanguageTag } from '../../types/language.ts';

export interface SimulatedCall {
  readonly baseUrl: string;
  readonly account: SimulatorAccount;
  /** Slug. */
  readonly workflow: string;
  readonly draft: boolean;
  readonly language: LanguageTag;
  /** One of {@link SimulatedCallers.list}, or lines that are said one a turn. */
  readonly caller: string | { readonly lines: readonly string[] };
  /** Nobody here hears the language: told what the caller is saying, at its onset. */
  readonly announce?: (callSid: string, text: string) => void;
  /** The call is placed and not yet answered. */
  readonly placed: (callSid: string) => void;
  /** Hands over how to tell the caller what they have heard the agent say. */
  readonly listen: (heard: (text: string) => void) => void;
}

/**
 * Callers made by a program, for test calls. The server does not know the simulator; whoever starts both gives one to the
 * other.
 */
export interface SimulatedCallers {
  /** Those who can call a workflow with this slug in these languages. */
  list(
    slug: string,
    languages: readonly LanguageTag[],
  ): readonly { readonly name: string; readonly title: string; readonly language: LanguageTag }[];
  /** Resolves when the call is over. */
  call(options: SimulatedCall): Promise<{ readonly errors: readonly { readonly code: string }[] }>;
}
