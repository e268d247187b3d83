import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { CallState } from './client/callState.ts';
import { TestCallClient } from './client/testCallClient.ts';

/** The panel's call. It ends when the panel goes. */
export function useTestCall(onNode: (nodeId: string | null) => void): {
  readonly client: TestCallClient;
  readonly state: CallState;
} {
  const [client] = useState(() => new TestCallClient());
  const state = useStore(client.store);
  const { nodeId } = state;
  useEffect(() => onNode(nodeId), [nodeId, onNode]);
  useEffect(() => () => client.close(), [client]);
  return { client, state };
}
