/** What no rewriting may touch: values to be filled in, markup, addresses. */
const PROTECTED =
  /\{\{[^{}]*\}\}|<\/?[a-zA-Z][^<>]*>|(?:https?:\/\/|www\.)[\x21-\x7e]+|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]+/gu;

/** Rewrites what stands between. */
export function outsideProtected(text: string, rewrite: (piece: string) => string): string {
  let out = '';
  let from = 0;
  for (const match of text.matchAll(PROTECTED)) {
    out += rewrite(text.slice(from, match.index)) + match[0];
    from = match.index + match[0].length;
  }
  return out + rewrite(text.slice(from));
}

/** Where nothing may be touched: offsets of begin and end. */
export function protectedSpans(text: string): (readonly [from: number, to: number])[] {
  return [...text.matchAll(PROTECTED)].map((match) => [match.index, match.index + match[0].length] as const);
}
