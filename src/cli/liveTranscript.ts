/** What the agent says on a media call, from the server's live feed, for a caller who answers what is asked. */
import { WebSocket, type RawData } from 'ws';
import { liveMessage } from '../types/api.ts';

type AgentSaid = (text: string) => void;

export interface LiveTranscript {
  /** For `RunCallOptions.transcript`. */
  follow(callSid: string, agentSaid: AgentSaid): () => void;
  close(): void;
}

/** Resolves when the feed is open; rejects when it is refused. */
export function openLiveTranscript(url: string, token: string | undefined): Promise<LiveTranscript> {
  const address = `${url.replace(/^http/, 'ws')}/live`;
  const socket = new WebSocket(address, { headers: token ? { authorization: `Bearer ${token}` } : {} });
  const listeners = new Map<string, AgentSaid>();
  socket.on('message', (data) => deliver(data, listeners));
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('open', () => {
      socket.off('error', reject);
      // A feed that breaks later leaves the caller deaf to words, not the command broken.
      socket.on('error', () => listeners.clear());
      resolve({
        follow(callSid, agentSaid) {
          listeners.set(callSid, agentSaid);
          return () => void listeners.delete(callSid);
        },
        close: () => socket.close(),
      });
    });
  });
}

function deliver(data: RawData, listeners: ReadonlyMap<string, AgentSaid>): void {
  const parsed = liveMessage.safeParse(JSON.parse(String(data)));
  if (parsed.success && parsed.data.type === 'turn')
    listeners.get(parsed.data.callSid)?.(parsed.data.turn.heard);
}
