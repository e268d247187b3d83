/**
 * The live feed (`/live`): one socket for the whole page, opened while somebody looks. After a break it connects again, later
 * each time; what was missed comes with the server's greeting.
 */
import { create } from 'zustand';
import type { LiveCall, LiveMessage } from '../../types/api.ts';
import type { MetricsSnapshot } from '../../types/metrics.ts';
import type { Turn } from '../../types/turn.ts';

export interface LiveCallState {
  readonly call: LiveCall;
  readonly turns: readonly Turn[];
  /** What the caller is saying now. */
  readonly partial: string;
}

export interface LiveState {
  readonly connection: 'connecting' | 'open' | 'broken';
  /** `Date.now()` of the last message. */
  readonly heardAt: number;
  readonly calls: Readonly<Record<string, LiveCallState>>;
  readonly metrics: MetricsSnapshot | null;
  readonly simulated: MetricsSnapshot | null;
  readonly server: Extract<LiveMessage, { type: 'state' }> | null;
}

const empty: LiveState = {
  connection: 'connecting',
  heardAt: 0,
  calls: {},
  metrics: null,
  simulated: null,
  server: null,
};

export const useLive = create<LiveState>(() => empty);

const TURNS_KEPT = 50;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;

export function applied(state: LiveState, message: LiveMessage): Partial<LiveState> {
  switch (message.type) {
    case 'hello':
      return {
        calls: Object.fromEntries(
          message.calls.map((call) => [
            call.callSid,
            state.calls[call.callSid] ?? { call, turns: [], partial: '' },
          ]),
        ),
      };
    case 'callStarted':
      return {
        calls: { ...state.calls, [message.call.callSid]: { call: message.call, turns: [], partial: '' } },
      };
    case 'callEnded': {
      const { [message.callSid]: _ended, ...calls } = state.calls;
      return { calls };
    }
    case 'partial':
      return changed(state, message.callSid, (one) => ({ ...one, partial: message.text }));
    case 'turn':
      return changed(state, message.callSid, (one) => ({
        ...one,
        partial: '',
        turns: [...one.turns.filter(({ index }) => index !== message.turn.index), message.turn].slice(
          -TURNS_KEPT,
        ),
      }));
    case 'metrics':
      return { metrics: message.snapshot, simulated: message.simulated ?? null };
    case 'state':
      return { server: message };
    default:
      return {};
  }
}

function changed(
  { calls }: LiveState,
  callSid: string,
  change: (one: LiveCallState) => LiveCallState,
): Partial<LiveState> {
  const one = calls[callSid];
  return one ? { calls: { ...calls, [callSid]: change(one) } } : {};
}

let listeners = 0;
let socket: WebSocket | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;

/** Keeps the feed open until the answer is called. */
export function watchLive(): () => void {
  if (++listeners === 1) connect();
  return () => {
    if (--listeners === 0) disconnect();
  };
}

function connect(): void {
  const url = new URL('/live', location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  const opened = new WebSocket(url);
  socket = opened;
  opened.addEventListener('open', () => {
    failures = 0;
    useLive.setState({ connection: 'open', heardAt: Date.now() });
  });
  opened.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as LiveMessage;
    useLive.setState((state) => ({ ...applied(state, message), heardAt: Date.now() }));
  });
  opened.addEventListener('close', () => {
    if (socket !== opened) return;
    useLive.setState({ connection: 'broken' });
    const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures++);
    timer = setTimeout(connect, wait);
  });
}

function disconnect(): void {
  clearTimeout(timer);
  const open = socket;
  socket = null;
  open?.close();
  useLive.setState({ ...empty });
}
