import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorText } from './serverTexts.ts';
import { translator, type Texts } from './translator.ts';

const texts: Texts = {
  STORE_NOT_FOUND: { message: '沒有{{kind}} {{id}}。', fix: '請檢查名稱。' },
  STORE_FAILED: { message: '資料庫拒絕了一項操作（{{reason}}）。', fix: '請回報。' },
  values: { kind: { workflow: '流程' } },
};
const t = translator('zh-HK', ['errors'], () => texts);
const told = { code: 'STORE_NOT_FOUND', message: 'There is no workflow a.', fix: 'Check the name.' };

describe('what the server says', () => {
  it('is said in the page’s language with the values of the case', () => {
    expect(errorText(t, { ...told, detail: { kind: 'workflow', id: 'a' } })).toEqual({
      message: '沒有流程 a。',
      fix: '請檢查名稱。',
    });
  });

  it('stays as it is on an English page, and where there is no text', () => {
    const own = { message: told.message, fix: told.fix };
    expect(errorText(null, told)).toEqual(own);
    expect(errorText(t, { ...told, code: 'NEW_CODE' })).toEqual(own);
    expect(errorText(t, { code: 'NEW_CODE', message: 'x', fix: null })).toEqual({ message: 'x', fix: '' });
  });

  it('leaves out what stands in brackets without its value', () => {
    expect(errorText(t, { ...told, code: 'STORE_FAILED' }).message).toBe('資料庫拒絕了一項操作。');
    expect(errorText(t, { ...told, code: 'STORE_FAILED', detail: { reason: 'X' } }).message).toBe(
      '資料庫拒絕了一項操作（X）。',
    );
    expect(errorText(t, told).message).toBe('沒有… …。');
  });

  it('keeps values as they are, braces and dollars and all', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        expect(errorText(t, { ...told, detail: { kind: 'workflow', id } }).message).toBe(`沒有流程 ${id}。`);
      }),
    );
  });
});
