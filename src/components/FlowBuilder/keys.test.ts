import { describe, expect, it } from 'vitest';
import { allowed, commandOf, keys } from './keys.ts';

const press = (
  key: string,
  more: Partial<Record<'metaKey' | 'ctrlKey' | 'shiftKey' | 'altKey', boolean>> = {},
) => commandOf({ key, metaKey: false, ctrlKey: false, shiftKey: false, altKey: false, ...more });

describe('keys', () => {
  it('tells modifiers apart', () => {
    expect(press('a')).toBe('add');
    expect(press('a', { ctrlKey: true })).toBe('select-all');
    expect(press('Z', { metaKey: true, shiftKey: true })).toBe('redo');
    expect(press('z', { ctrlKey: true })).toBe('undo');
    expect(press('ArrowUp', { shiftKey: true })).toBe('move-up');
    expect(press('?', { shiftKey: true })).toBe('help');
    expect(press('a', { altKey: true })).toBeUndefined();
  });

  it('has one command for each key', () => {
    const signs = keys.map(({ key, mod = false, shift = false }) => `${key} ${mod} ${shift}`);
    expect(new Set(signs).size).toBe(signs.length);
  });

  it('keeps letters for the canvas alone', () => {
    expect(allowed('add', false, 'canvas')).toBe(true);
    expect(allowed('add', false, 'elsewhere')).toBe(false);
    expect(allowed('add', true, 'elsewhere')).toBe(true);
    expect(allowed('undo', true, 'field')).toBe(false);
    expect(allowed('save', true, 'field')).toBe(true);
  });
});
