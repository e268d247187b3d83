/** Pieces of speech as one text: a space between them where the script uses spaces. */
export function joined(parts: readonly string[]): string {
  return parts.reduce((whole, part) => {
    const next = part.trim();
    if (next === '') return whole;
    if (whole === '') return next;
    const spaced =
      !/[\u3000-\u9fff\uff00-\uffef]$/.test(whole) || !/^[\u3000-\u9fff\uff00-\uffef]/.test(next);
    return spaced ? `${whole} ${next}` : whole + next;
  }, '');
}
