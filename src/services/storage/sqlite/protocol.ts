/** Messages between the event loop and the thread that holds the SQLite file. Arrays: cheaper to clone than objects. */
export type SqliteRequest = readonly [id: number, sql: string, parameters: readonly unknown[]] | 'close';

export type SqliteReply =
  | readonly [id: number, ok: true, rows: unknown[], changes: number]
  | readonly [id: number, ok: false, code: string]
  /** Sent once, before anything else: the file is open, or why not. */
  | readonly [id: 'open', code: string | null];
