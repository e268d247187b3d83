import { pino, type DestinationStream, type Logger } from 'pino';

/**
 * The server's log: JSON lines. What may be in a line is an error code, an id, a count, a time; never a telephone number,
 * a name, a caller's words or a secret. The redaction below is the second net, not the rule.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: plainError, error: plainError, req: () => undefined, res: () => undefined },
    redact: {
      paths: personalFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      censor: '[removed]',
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

const personalFields = [
  'from',
  'to',
  'From',
  'To',
  'Caller',
  'Called',
  'text',
  'caller',
  'agent',
  'heard',
  'transcript',
  'token',
  'authToken',
  'authorization',
  'cookie',
  'secret',
  'password',
  'key',
  'credentials',
  'sealed',
  'url',
];

/** An error without its message, which may quote what a caller said or a row of the database; the stack tells where. */
export function plainError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return isPlain(error) ? error : { type: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { type: error.name, code, at: frames.slice(0, 6).map((line) => line.trim()) };
}

/** What this function has made already: the log's own serialiser calls it once more. */
function isPlain(error: unknown): error is Record<string, unknown> {
  return typeof error === 'object' && error !== null && 'at' in error && 'type' in error;
}
