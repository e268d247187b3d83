import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventData } from './eventStream.ts';

async function read(pieces: readonly Uint8Array[]): Promise<string[]> {
  const body = (async function* () {
    yield* pieces;
  })();
  const found: string[] = [];
  for await (const data of eventData(body)) found.push(data);
  return found;
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a stream of server-sent events', () => {
  it('gives the data of each, and passes comments and other fields over', async () => {
    const text = ': hello\n\nid: 1\nevent: x\ndata: one\ndata:two\n\n\ndata: three\n\ndata: unfinished';
    expect(await read([bytes(text)])).toEqual(['one\ntwo', 'three']);
  });

  it('reads the same however it is cut, with any end of line', async () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replace(/[\r\n]/g, '.'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(line, { minLength: 1, maxLength: 3 }), { maxLength: 6 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.nat(), { maxLength: 8 }),
        async (events, end, cuts) => {
          const text = events
            .map((lines) => lines.map((one) => `data: ${one}${end}`).join('') + end)
            .join('');
          const whole = bytes(`${text}: end${end}`);
          const at = [
            0,
            ...cuts.map((cut) => cut % (whole.length + 1)).toSorted((a, b) => a - b),
            whole.length,
          ];
          const pieces = at.slice(1).map((to, i) => whole.slice(at[i], to));
          expect(await read(pieces)).toEqual(events.map((lines) => lines.join('\n')));
        },
      ),
    );
  });
});
