/** The hosts of `bench failover-peers`: two of each kind, with the published latencies of the first and the second. */
import { profileLatency } from '../../src/services/providers/index.ts';
import type { ProviderBehaviour } from '../../src/simulator/providers/behaviour.ts';
import { OpenAiChatServer } from '../../src/simulator/providers/openaiChat/server.ts';
import { OpenAiSpeechServer } from '../../src/simulator/providers/openaiSpeech/server.ts';
import { seededRandom } from '../../src/types/clock.ts';
import { faultOf, profiles, type FaultName } from '../failover/providers.ts';
import type { PeerHost } from './livekit.ts';

export type Kind = 'model' | 'synthesiser';
const KEY = 'key-for-the-bench-0123456789';

export interface Hosts {
  readonly hosts: readonly [PeerHost, PeerHost];
  readonly primary: ProviderBehaviour;
  dropConnections(): void;
}

export async function startHosts(seed: number) {
  const keys = [KEY];
  const latency = (kind: Kind, place: 0 | 1) =>
    profileLatency(profiles[kind][place], seededRandom(seed + place));
  const [chat1, chat2, speech1, speech2] = await Promise.all([
    OpenAiChatServer.start({ keys, tokenMs: 8 }),
    OpenAiChatServer.start({ keys, tokenMs: 8 }),
    OpenAiSpeechServer.start({ keys }),
    OpenAiSpeechServer.start({ keys }),
  ]);
  chat1.behaviour.latency = latency('model', 0);
  chat2.behaviour.latency = latency('model', 1);
  speech1.tts.latency = latency('synthesiser', 0);
  speech2.tts.latency = latency('synthesiser', 1);
  const host = (server: { url: string }, model: string): PeerHost => ({
    url: `${server.url}/v1`,
    key: KEY,
    model,
  });
  return {
    model: {
      hosts: [host(chat1, 'gpt-4.1'), host(chat2, 'gpt-4.1')],
      primary: chat1.behaviour,
      dropConnections: () => chat1.dropConnections(),
    },
    synthesiser: {
      hosts: [host(speech1, 'gpt-4o-mini-tts'), host(speech2, 'gpt-4o-mini-tts')],
      primary: speech1.tts,
      dropConnections: () => speech1.dropConnections(),
    },
    async close() {
      await Promise.all([chat1, chat2, speech1, speech2].map((server) => server.close()));
    },
  } satisfies Record<Kind, Hosts> & { close(): Promise<void> };
}

export function strike({ primary, dropConnections }: Hosts, fault: FaultName | null): void {
  primary.slowness = fault === 'slow' ? 10 : 1;
  primary.fault = fault === null ? null : faultOf(fault, 'model');
  if (fault === 'refuse') dropConnections();
}
