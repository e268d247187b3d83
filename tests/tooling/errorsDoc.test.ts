import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorsDocument, renderErrors } from '../../scripts/errors-doc.ts';
import { errorTable, type ErrorEntry } from '../../src/types/errors/index.ts';

describe('docs/errors.md', () => {
  it('mirrors the error table (node scripts/errors-doc.ts writes it)', () => {
    expect(readFileSync(errorsDocument, 'utf8')).toBe(renderErrors());
  });
});

describe('the error table', () => {
  it('gives every code a status, a sentence and a way out', () => {
    const incomplete = Object.entries<ErrorEntry>(errorTable).filter(
      ([code, { status, message, fix }]) =>
        !/^[A-Z]+(_[A-Z0-9]+)+$/.test(code) ||
        !(status >= 400 && status < 600) ||
        !/[.?)]$/.test(message) ||
        !/[.)]$/.test(fix),
    );
    expect(incomplete.map(([code]) => code)).toEqual([]);
  });
});
