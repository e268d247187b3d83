import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentsOf } from './events.ts';

const moments = (...events: object[]) =>
  momentsOf(events.map((event, seq) => ({ seq, at: 100 * seq, event })));

describe('the moments of a call', () => {
  it('leave out what is only machinery', () => {
    const seen = moments(
      { type: 'timer', name: 'stable' },
      { type: 'heard', text: 'Thank' },
      { type: 'closed' },
    );
    expect(seen.map(({ type }) => type)).toEqual(['closed']);
  });

  it('are where they were heard, not where they were noticed', () => {
    expect(moments({ type: 'speechEnd', offset: -160 })[0]?.atMs).toBe(-160);
    expect(moments({ type: 'speechStart', onset: -80 })[0]?.atMs).toBe(-80);
  });

  it('name providers, codes and keys, and repeat no words of the caller', () => {
    const detail = { replaces: 'azure', provider: 'google', work: 'recogniser' };
    const [provider, http, key, final] = moments(
      { type: 'provider', code: 'PROVIDER_FAILOVER', detail },
      { type: 'httpDone', result: { ok: true, status: 200, body: 'private' } },
      { type: 'key', digit: '4' },
      { type: 'final', text: 'my secret' },
    );
    expect(provider?.detail).toBe('PROVIDER_FAILOVER · azure · google');
    expect(http?.detail).toBe('200');
    expect(key?.detail).toBe('4');
    expect(final?.detail).toBe('');
  });

  it('stand whatever an older release has recorded (property)', () => {
    const event = fc.record({ seq: fc.nat(), at: fc.double(), event: fc.anything() });
    fc.assert(
      fc.property(fc.array(event), (events) => {
        expect(momentsOf(events).length).toBeLessThanOrEqual(events.length);
      }),
    );
  });
});
