import { describe, expect, test, vi } from 'vitest';
import { Emitter } from './emitter.ts';

interface Events {
  turn: [index: number, text: string];
  end: [];
  [name: string]: readonly unknown[];
}

describe('emitter', () => {
  test('calls listeners in order, with what was emitted', () => {
    const emitter = new Emitter<Events>();
    const seen: unknown[] = [];
    emitter.on('turn', (index) => seen.push(['a', index]));
    emitter.on('turn', (_, text) => seen.push(['b', text]));
    expect(emitter.emit('turn', 1, 'x')).toBe(true);
    expect(emitter.emit('end')).toBe(false);
    expect(seen).toEqual([
      ['a', 1],
      ['b', 'x'],
    ]);
  });

  test('a listener that throws is reported, and the others run', () => {
    const onError = vi.fn<(error: unknown, event: string) => void>();
    const emitter = new Emitter<Events>({ onError });
    const after = vi.fn<() => void>();
    const error = new Error('mine');
    emitter.on('end', () => {
      throw error;
    });
    emitter.on('end', after);
    expect(() => emitter.emit('end')).not.toThrow();
    expect(after).toHaveBeenCalledOnce();
    expect(onError.mock.calls).toEqual([[error, 'end']]);
  });

  test('so is one whose promise rejects', async () => {
    const onError = vi.fn<(error: unknown, event: string) => void>();
    const emitter = new Emitter<Events>({ onError });
    emitter.on('end', () => Promise.reject(new Error('later')));
    emitter.emit('end');
    await new Promise(setImmediate);
    expect(onError).toHaveBeenCalledOnce();
  });

  test('not even a reporter that throws reaches the one who emits', () => {
    const warning = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const emitter = new Emitter<Events>({
      onError: () => {
        throw new Error('reporter');
      },
    });
    emitter.on('end', () => {
      throw new Error('listener');
    });
    expect(() => emitter.emit('end')).not.toThrow();
    expect(warning).toHaveBeenCalledOnce();
    warning.mockRestore();
  });

  test('listeners come off: by off, by what on answered, once, and all', () => {
    const emitter = new Emitter<Events>();
    const listener = vi.fn<() => void>();
    emitter.on('end', listener);
    emitter.off('end', listener);
    emitter.off('end', listener);
    const stop = emitter.on('end', listener);
    stop();
    stop();
    emitter.emit('end');
    expect(listener).not.toHaveBeenCalled();
    emitter.once('end', listener);
    emitter.emit('end');
    emitter.emit('end');
    expect(listener).toHaveBeenCalledOnce();
    emitter.on('end', listener);
    emitter.removeAllListeners();
    expect(emitter.listenerCount('end')).toBe(0);
  });

  test('a listener added or removed while emitting counts from the next time', () => {
    const emitter = new Emitter<Events>();
    const seen: string[] = [];
    const second = () => seen.push('second');
    emitter.once('end', () => {
      seen.push('first');
      emitter.off('end', second);
      emitter.on('end', () => seen.push('third'));
    });
    emitter.on('end', second);
    emitter.emit('end');
    expect(seen).toEqual(['first', 'second']);
    emitter.emit('end');
    expect(seen).toEqual(['first', 'second', 'third']);
  });
});
