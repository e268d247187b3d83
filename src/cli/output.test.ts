import { describe, expect, it } from 'vitest';
import { WeaverError } from '../types/errors/index.ts';
import { createPrinter, describeError, exitCode, exitCodeOf, printError, type Streams } from './output.ts';

function caught(): { streams: Streams; out: string[]; err: string[] } {
  const out: string[] = [];
  const err: string[] = [];
  return { streams: { out: { write: (s) => out.push(s) }, err: { write: (s) => err.push(s) } }, out, err };
}

describe('printer', () => {
  it('prints one JSON object and nothing else on standard output with --json', () => {
    const { streams, out, err } = caught();
    const printer = createPrinter(true, streams);
    printer.note('working');
    printer.result({ ok: true }, () => 'fine');
    expect(JSON.parse(out.join(''))).toEqual({ ok: true });
    expect(err).toEqual(['working\n']);
  });
  it('prints for people otherwise', () => {
    const { streams, out } = caught();
    createPrinter(false, streams).result({ ok: true }, () => 'fine');
    expect(out).toEqual(['fine\n']);
  });
});

describe('errors', () => {
  it('have their code, message and way out', () => {
    const { streams, out, err } = caught();
    printError(new WeaverError('CLI_SERVER_UNREACHABLE', { url: 'http://x' }), true, streams);
    expect(JSON.parse(out.join(''))).toMatchObject({
      ok: false,
      errors: [{ code: 'CLI_SERVER_UNREACHABLE', message: 'No server answers at http://x.' }],
    });
    expect(err).toEqual([]);
  });
  it('go to standard error for people', () => {
    const { streams, out, err } = caught();
    printError(new WeaverError('CLI_SERVER_UNREACHABLE', { url: 'http://x' }), false, streams);
    expect(out).toEqual([]);
    expect(err.join('')).toContain('[CLI_SERVER_UNREACHABLE]');
  });
  it('of usage end with the code for usage', () => {
    const reason = { reason: 'x', option: '--x', value: 'y' };
    for (const code of ['CLI_USAGE', 'CLI_OPTION_INVALID'] as const)
      expect(exitCodeOf(new WeaverError(code, reason))).toBe(exitCode.usage);
    expect(exitCodeOf(new WeaverError('CLI_SERVER_UNREACHABLE', { url: 'x' }))).toBe(exitCode.failed);
    expect(exitCodeOf(new Error('boom'))).toBe(exitCode.failed);
  });
  it('that nobody foresaw get a code too', () => {
    expect(describeError(new Error('boom'))).toMatchObject({
      code: 'CLI_UNEXPECTED',
      message: expect.stringContaining('boom'),
    });
  });
});
