/** What a command prints and how it ends. Nothing but the command's result goes to standard output. */
import { WeaverError, type ErrorCode } from '../types/errors/index.ts';

/** Documented in docs/cli.md. */
export const exitCode = {
  ok: 0,
  /** The command did its work and the answer is no: problems found, a call that failed, a replay that differs. */
  failed: 1,
  /** Wrong options or arguments. */
  usage: 2,
} as const;

const usageErrors: ReadonlySet<string> = new Set(['CLI_USAGE', 'CLI_OPTION_INVALID'] satisfies ErrorCode[]);

/** How a command ends that threw. */
export function exitCodeOf(error: unknown): number {
  return error instanceof WeaverError && usageErrors.has(error.code) ? exitCode.usage : exitCode.failed;
}

export interface Printer {
  /** The result: one JSON object with `--json`, otherwise `human`. */
  result(value: object, human: () => string): void;
  /** A line for the person who waits; never on standard output. */
  note(line: string): void;
}

export interface Streams {
  readonly out: { write(text: string): unknown };
  readonly err: { write(text: string): unknown };
}

export function createPrinter(
  json: boolean,
  streams: Streams = { out: process.stdout, err: process.stderr },
): Printer {
  return {
    result(value, human) {
      streams.out.write(`${json ? JSON.stringify(value, null, 2) : human()}\n`);
    },
    note(line) {
      streams.err.write(`${line}\n`);
    },
  };
}

export interface ReportedError {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

export function describeError(error: unknown): ReportedError {
  const known = error instanceof WeaverError ? error : unexpected(error);
  return { code: known.code, message: known.message, fix: known.fix };
}

function unexpected(error: unknown): WeaverError {
  const reason = error instanceof Error ? error.message : String(error);
  return new WeaverError('CLI_UNEXPECTED', { reason }, { cause: error });
}

/** Prints an error in the form that was asked for. */
export function printError(error: unknown, json: boolean, streams?: Streams): void {
  const described = describeError(error);
  const printer = createPrinter(json, streams);
  if (json) printer.result({ ok: false, errors: [described] }, () => '');
  else printer.note(`${described.message}\n${described.fix} [${described.code}]`);
  if (process.env.WEAVER_DEBUG && error instanceof Error) printer.note(error.stack ?? '');
}
