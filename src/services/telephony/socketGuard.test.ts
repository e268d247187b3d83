import { describe, expect, it } from 'vitest';
import { SocketGuard } from './socketGuard.ts';
import type { GuardedSocket, SocketGuardOptions } from './socketGuard.ts';
import { VirtualClock } from './testKit.ts';

class Socket implements GuardedSocket {
  readonly did: string[] = [];
  pong: () => void = () => undefined;
  close(code: number): void {
    this.did.push(`close ${code}`);
  }
  terminate(): void {
    this.did.push('terminate');
  }
  ping(): void {
    this.did.push('ping');
  }
  on(_event: 'pong', listener: () => void): void {
    this.pong = listener;
  }
}

function guard(options: Partial<SocketGuardOptions> = {}) {
  const clock = new VirtualClock();
  const troubles: string[] = [];
  const all = new SocketGuard({ clock, trouble: (code) => troubles.push(code), ...options });
  const open = (address = '192.0.2.1') => {
    const socket = new Socket();
    return { socket, watch: all.admit(socket, address) };
  };
  return { clock, troubles, all, open };
}

describe('sockets that never speak', () => {
  it('are closed after ten seconds, by force a second later', () => {
    const { clock, troubles, all, open } = guard();
    const { socket } = open();
    clock.advance(9_999);
    expect(socket.did).toEqual([]);
    clock.advance(1);
    expect(socket.did).toEqual(['close 1008']);
    clock.advance(1_000);
    expect(socket.did).toEqual(['close 1008', 'terminate']);
    expect(troubles).toEqual(['TEL_SILENT_SOCKET']);
    expect(all.counts).toEqual({ silent: 0, speaking: 0 });
    expect(clock.pending).toBe(0);
  });

  it('are not ended by force when they close', () => {
    const { clock, open } = guard();
    const { socket, watch } = open();
    clock.advance(10_000);
    watch?.closed();
    clock.advance(5_000);
    expect(socket.did).toEqual(['close 1008']);
  });

  it('count as silent while all they say is nonsense', () => {
    const { clock, open } = guard();
    const { socket, watch } = open();
    for (let i = 0; i < 10; i += 1) {
      clock.advance(1_000);
      watch?.heard(false);
    }
    expect(socket.did).toEqual(['close 1008']);
  });

  it('make room for others: two thousand and more of them, from many places, refuse no call', () => {
    const { clock, all, open } = guard();
    const calls = [open('198.51.100.7')];
    calls[0]?.watch?.heard(true);
    for (let i = 0; i < 5_000; i += 1) {
      open(`203.0.${i % 250}.${Math.floor(i / 250)}`);
      if (i % 10 === 0) clock.advance(10);
      if (i % 500 === 0) {
        const call = open(`198.51.100.${8 + i / 500}`);
        call.watch?.heard(true);
        calls.push(call);
      }
    }
    expect(all.counts.silent).toBeLessThanOrEqual(2_000);
    expect(all.counts.speaking).toBe(calls.length);
    expect(calls.every((call) => call.watch !== null)).toBe(true);
    for (const call of calls) expect(call.socket.did).toEqual([]);
    // One ticker for thousands of sockets.
    expect(clock.pending).toBe(1);
  });

  it('of one address are bounded; those that just came do not give way', () => {
    const { clock, troubles, open } = guard({ maxSilentPerAddress: 3 });
    const first = [open(), open(), open()];
    const refused = open();
    expect(refused.watch).toBeNull();
    expect(refused.socket.did).toEqual(['close 1013']);
    expect(open('198.51.100.1').watch).not.toBeNull();
    clock.advance(1_000);
    expect(open().watch).not.toBeNull();
    expect(first[0]?.socket.did).toEqual(['close 1008']);
    expect(first[1]?.socket.did).toEqual([]);
    expect(troubles).toEqual(['TEL_TOO_MANY_SOCKETS', 'TEL_TOO_MANY_SOCKETS']);
  });
});

describe('sockets that spoke', () => {
  it('are asked after fifteen seconds of silence and given up after thirty', () => {
    const { clock, troubles, all, open } = guard();
    const { socket, watch } = open();
    watch?.heard(true);
    clock.advance(15_000);
    expect(socket.did).toEqual(['ping']);
    clock.advance(14_999);
    expect(socket.did).toEqual(['ping']);
    clock.advance(1);
    expect(socket.did).toEqual(['ping', 'terminate']);
    expect(troubles).toEqual(['TEL_HALF_OPEN']);
    expect(all.counts.speaking).toBe(0);
  });

  it('live as long as they answer', () => {
    const { clock, open } = guard();
    const { socket, watch } = open();
    watch?.heard(true);
    for (let i = 0; i < 10; i += 1) {
      clock.advance(16_000);
      socket.pong();
    }
    expect(socket.did).toEqual(Array.from({ length: 10 }, () => 'ping'));
  });

  it('cost nothing when they are gone', () => {
    const { clock, all, open } = guard();
    const { watch } = open();
    watch?.heard(true);
    watch?.closed();
    clock.advance(1_000);
    expect(clock.pending).toBe(0);
    open();
    all.stop();
    expect(clock.pending).toBe(0);
  });
});
