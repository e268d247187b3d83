/** Counts messages that are missing by the carrier's sequence numbers. Repeats and late ones count as nothing. */
export class SequenceWatch {
  missing = 0;
  private last: number | undefined;

  begin(sequence: number | undefined): void {
    this.last = sequence;
  }

  /** Returns whether a gap lies before this message. */
  saw(sequence: number | undefined): boolean {
    if (sequence === undefined) return false;
    const last = this.last;
    if (last !== undefined && sequence <= last) return false;
    this.last = sequence;
    if (last === undefined || sequence === last + 1) return false;
    this.missing += sequence - last - 1;
    return true;
  }
}
