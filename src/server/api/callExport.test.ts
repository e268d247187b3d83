import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell } from './callExport.ts';

/** A reader of RFC 4180, for one cell. */
function read(cell: string): string {
  return cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}

describe('a cell of CSV', () => {
  it('holds any text (property)', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const cell = csvCell(text);
        expect(read(cell).replace(/^'/, '')).toBe(text.replace(/^'/, ''));
        if (!cell.startsWith('"')) expect(cell).not.toMatch(/[",\r\n]/);
      }),
    );
  });

  it('is no formula, and telephone numbers stay as they are', () => {
    expect(csvCell('=HYPERLINK("http://x")')).toBe('"\'=HYPERLINK(""http://x"")"');
    expect(csvCell('+cmd')).toBe("'+cmd");
    expect(csvCell('-1+2')).toBe("'-1+2");
    expect(csvCell('@sum')).toBe("'@sum");
    expect(csvCell('+85221234567')).toBe('+85221234567');
    expect(csvCell(null)).toBe('');
    expect(csvCell(12.5)).toBe('12.5');
  });
});
