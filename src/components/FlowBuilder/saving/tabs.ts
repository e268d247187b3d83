/** Tells the other tabs of this browser that a draft was saved. Other machines find out when they save, or look again. */
export interface Tabs {
  saved(etag: string): void;
  close(): void;
}

export function watchTabs(workflowId: string, onSaved: (etag: string) => void): Tabs {
  if (typeof BroadcastChannel === 'undefined') return { saved: () => undefined, close: () => undefined };
  const channel = new BroadcastChannel(`weaver.draft.${workflowId}`);
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'string') onSaved(data);
  });
  return { saved: (etag) => channel.postMessage(etag), close: () => channel.close() };
}
