/** Cuts a text that is longer than a provider takes, at the best place there is. Joined, the parts are the text. */
export function textParts(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const at = cutPoint(rest, most);
    parts.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  if (rest !== '') parts.push(rest);
  return parts;
}

/** Sentence, then comma, then space; never inside a surrogate pair. */
const marks = [/[.!?。！？\n]["'”’」』)\]]*\s*/gu, /[,;:，、；：]\s*/gu, /\s+/gu];

function cutPoint(text: string, most: number): number {
  const head = text.slice(0, most);
  for (const mark of marks) {
    let end = 0;
    for (const match of head.matchAll(mark)) end = match.index + match[0].length;
    // A part of a few letters costs a request and sounds chopped.
    if (end > most / 4) return end;
  }
  const last = head.charCodeAt(most - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return splitsPair ? most - 1 : most;
}
