/** One row of the error table. */
export interface ErrorEntry {
  /** HTTP status when it reaches the API; 500 where it never should. */
  readonly status: number;
  /** One sentence; `{name}` is filled from the error's detail. */
  readonly message: string;
  /** What to do about it, one sentence. */
  readonly fix: string;
}
