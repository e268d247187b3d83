/** What simulated language models say. */

/** A request, as far as a script may want to know it. */
export interface ScriptedRequest {
  /** What the caller's side said last. */
  readonly lastText: string;
  /** All that the model reads, the instructions first. */
  readonly texts: readonly string[];
  readonly model: string;
  /** Names of the tools that it may call. */
  readonly tools: readonly string[];
}

export interface ScriptedAnswer {
  readonly text?: string;
  readonly tool?: { readonly name: string; readonly args: object };
}

export type ModelScript = (request: ScriptedRequest) => ScriptedAnswer;

/** Repeats the caller; calls the first tool when told to; is silent when told to. */
export const parrot: ModelScript = ({ lastText, tools: [tool] }) => {
  if (lastText.includes('use the tool') && tool !== undefined)
    return { tool: { name: tool, args: { id: 42 } } };
  if (lastText.includes('say nothing')) return { text: '' };
  return { text: `You said: ${lastText}` };
};

/** About as large as a model's tokens: a short word with the space before it, or a piece of a long one. */
export function tokensOf(text: string): string[] {
  return (
    text.match(
      /\s*[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|\s*[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{1,8}|\s+$/gu,
    ) ?? []
  );
}
