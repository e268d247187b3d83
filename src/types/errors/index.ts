import { audioErrors } from './audio.ts';
import { cacheErrors } from './cache.ts';
import { cliErrors } from './cli.ts';
import { conversationErrors } from './conversation.ts';
import { flowErrors } from './flow.ts';
import { languageErrors } from './language.ts';
import { providerErrors } from './providers.ts';
import { serverErrors } from './server.ts';
import { setupErrors } from './setup.ts';
import { simulatorErrors } from './simulator.ts';
import { storageErrors } from './storage.ts';
import { telephonyErrors } from './telephony.ts';
import { testCallErrors } from './testCalls.ts';
import type { ErrorEntry } from './entry.ts';

export type { ErrorEntry } from './entry.ts';

/** Every error this project raises or reports: one table, mirrored in `docs/errors.md` by a test. */
export const errorTable = {
  ...flowErrors,
  ...conversationErrors,
  ...telephonyErrors,
  ...audioErrors,
  ...providerErrors,
  ...languageErrors,
  ...storageErrors,
  ...cacheErrors,
  ...serverErrors,
  ...setupErrors,
  ...testCallErrors,
  ...simulatorErrors,
  ...cliErrors,
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorTable;

/** An error with a code from {@link errorTable}. `detail` must hold neither secrets nor personal data: it is logged. */
export class WeaverError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, detail: Record<string, unknown> = {}, options?: ErrorOptions) {
    const entry: ErrorEntry = errorTable[code];
    super(fill(entry.message, detail), options);
    this.name = 'WeaverError';
    this.code = code;
    this.status = entry.status;
    this.detail = detail;
  }

  /** What the reader can do about it. */
  get fix(): string {
    const entry: ErrorEntry = errorTable[this.code];
    return entry.fix;
  }
}

function fill(template: string, detail: Record<string, unknown>): string {
  return template.replace(/\{(\w+)\}/g, (whole, key: string) =>
    key in detail ? String(detail[key]) : whole,
  );
}
