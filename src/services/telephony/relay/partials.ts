/**
 * Partial transcripts. Each was seen to be the whole utterance so far, though one of Twilio's samples calls them chunks.
 * So: a partial replaces the one before, unless it has next to nothing of it, in which case it is a chunk to append.
 */
export class PartialText {
  private text = '';

  /** Takes a partial and returns the whole utterance so far. */
  next(partial: string): string {
    this.text = continues(this.text, partial) ? partial : join(this.text, partial);
    return this.text;
  }

  /** The utterance is final; the next partial begins another. */
  reset(): void {
    this.text = '';
  }
}

const SHARED_ENOUGH = 0.5;

/** Whether `next` is another version of `previous` rather than what came after it. */
function continues(previous: string, next: string): boolean {
  const before = units(previous);
  const after = units(next);
  if (before.length === 0 || after.length === 0) return true;
  const left = new Map<string, number>();
  for (const unit of after) left.set(unit, (left.get(unit) ?? 0) + 1);
  let shared = 0;
  for (const unit of before) {
    const there = left.get(unit) ?? 0;
    if (there === 0) continue;
    left.set(unit, there - 1);
    shared += 1;
  }
  // A recogniser that takes words back sends a shorter text, all of which was there before.
  const shrunk =
    after.length < before.length && shared === after.length && previous.startsWith(next.slice(0, 1));
  return shrunk || shared / before.length >= SHARED_ENOUGH || revisesOneWord(before, after);
}

/** The first word was misheard and is corrected: nothing shared, same length, and it begins alike. */
function revisesOneWord(before: string[], after: string[]): boolean {
  const first = before[0] ?? '';
  return before.length === 1 && (after[0] ?? '').startsWith(first.slice(0, Math.ceil(first.length / 2)));
}

/** Words in scripts that separate them, characters in those that do not (Chinese, Japanese, Thai). */
function units(text: string): string[] {
  return (
    text
      .toLowerCase()
      .match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}'’]+/gu)
      ?.map((unit) => unit.replace('’', "'")) ?? []
  );
}

const NO_SPACE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\s]$/u;

function join(previous: string, next: string): string {
  const spaced = NO_SPACE.test(previous) || /^\s/.test(next) ? '' : ' ';
  return previous + spaced + next;
}
