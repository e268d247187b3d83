import { afterEach, expect, test } from 'vitest';
import { roughLine, type Faults } from './faults.ts';
import { placeTestCall, streamTwiml, testNetwork } from './testing/calls.ts';
import { scriptedServer, type ScriptedServer } from './testing/scriptedServer.ts';

let server: ScriptedServer | undefined;
afterEach(() => server?.close());

interface Arrived {
  readonly at: number;
  readonly timestamp: number;
  readonly chunk: number;
}

/** A call of about `ms` on the line with faults; what arrived at the application, in order. */
async function faulty(faults: Partial<Faults>, ms: number, carrier: 'twilio' | 'telnyx' = 'twilio') {
  const arrived: Arrived[] = [];
  server = await scriptedServer({
    answer: (request, self) => (request.path === '/voice' ? streamTwiml(self) : '<Response/>'),
    socket: (s) =>
      s.ws.on('message', (data, binary) => {
        if (binary || !data.toString().includes('"chunk"')) return;
        const { media } = JSON.parse(data.toString()) as { media: { timestamp: string; chunk: string } };
        arrived.push({
          at: performance.now(),
          timestamp: Number(media.timestamp),
          chunk: Number(media.chunk),
        });
      }),
  });
  const placed = placeTestCall(server, testNetwork({ carrier }), faults);
  await placed.line.until(() => placed.line.nowMs >= ms, ms * 2);
  placed.call.hangUp();
  await placed.done;
  return { arrived, ...placed, socket: server.sockets[0]! };
}

const steps = (arrived: readonly Arrived[]) =>
  arrived.slice(1).map((a, i) => a.timestamp - arrived[i]!.timestamp);

test('a stall holds everything back, then delivers it at once with continuous timestamps', async () => {
  const { arrived } = await faulty({ stalls: [{ atMs: 400, forMs: 1_000 }] }, 2_000);
  expect(new Set(steps(arrived))).toEqual(new Set([20]));
  const gaps = arrived.slice(1).map((a, i) => a.at - arrived[i]!.at);
  const held = gaps.indexOf(Math.max(...gaps)) + 1;
  // A second of line time: on an unbroken line its frames take as long as the wait; held back, they come together.
  expect(arrived[held + 45]!.at - arrived[held]!.at).toBeLessThan(gaps[held - 1]!);
  expect(arrived.length).toBeGreaterThan(80);
});

test('a gap and lost frames make the timestamps jump, not the chunk numbers', async () => {
  const { arrived } = await faulty({ gaps: [{ atMs: 400, forMs: 300 }], dropRate: 0.1 }, 2_000);
  expect(Math.max(...steps(arrived))).toBeGreaterThanOrEqual(320);
  arrived.forEach((a, i) => expect(a.chunk).toBe(i + 1));
});

test('on Telnyx frames may overtake each other; none is lost', async () => {
  const { arrived } = await faulty({ reorderRate: 0.3 }, 2_000, 'telnyx');
  expect(steps(arrived).some((s) => s < 0)).toBe(true);
  const chunks = arrived.map((a) => a.chunk).sort((a, b) => a - b);
  chunks.forEach((c, i) => expect(c).toBe(i + 1));
});

test('half-open: nothing more comes, not even a close, until the call is over', async () => {
  const { arrived, socket } = await faulty({ halfOpenAtMs: 500 }, 2_000);
  expect(arrived.length).toBeLessThan(30);
  expect(socket.messages.some((m) => m['event'] === 'stop')).toBe(false);
});

test('close without stop; a cut in the middle', async () => {
  const first = await faulty({ closeWithoutStop: true }, 300);
  expect(first.socket.messages.some((m) => m['event'] === 'stop')).toBe(false);
  expect((await first.socket.closed).code).toBe(1006);
  await server!.close();
  const second = await faulty({ cutAtMs: 300 }, 1_000);
  expect((await second.socket.closed).code).toBe(1006);
  expect(server!.requestsTo('/action')).toHaveLength(1);
});

test('bad messages, unknown messages, numbers for counters, a replayed handshake and silent sockets', async () => {
  const kinds = [
    'binary',
    'not-json',
    'unknown',
    'missing-fields',
    'wrong-stream',
    'extra-fields',
    'null',
  ] as const;
  const { socket, arrived } = await faulty(
    {
      badMessages: kinds.map((kind) => ({ atMs: 200, kind })),
      unknownMessages: true,
      numericCounters: true,
      replaySocket: true,
      silentSockets: 2,
    },
    800,
  );
  expect(socket.messages.filter((m) => m['event'] === 'weather')).toHaveLength(2);
  expect(socket.messages.some((m) => m['binary'])).toBe(true);
  expect(socket.messages.some((m) => m['notJson'])).toBe(true);
  expect(socket.messages[1]!['sequenceNumber']).toBe(1);
  expect(arrived.length).toBeGreaterThan(20);
  expect(server!.sockets).toHaveLength(4);
  expect(server!.sockets.filter((s) => s.messages.length === 0)).toHaveLength(2);
  const replayed = server!.sockets.find((s) => s !== socket && s.messages.length > 0)!;
  expect(replayed.messages).toEqual(socket.messages.slice(0, 2));
});

test('signatures that are wrong or absent', async () => {
  const wrong = await faulty({ webhookSignature: 'wrong', socketSignature: 'absent' }, 200);
  expect(wrong.socket.headers['x-twilio-signature']).toBeUndefined();
  expect(server!.requestsTo('/voice')[0]!.headers['x-twilio-signature']).toMatch(/=$/);
});

test('a rough line is the same for the same seed', () => {
  expect(roughLine(7)).toEqual(roughLine(7));
  expect(roughLine(7)).not.toEqual(roughLine(8));
});
