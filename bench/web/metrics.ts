import type { CDPSession } from 'playwright-core';

/** Chromium’s own account of a page; `Performance.enable` first. */
export interface PageMetrics {
  /** Of the page’s main thread, since it began. */
  readonly scriptSeconds: number;
  readonly taskSeconds: number;
  readonly atSeconds: number;
  readonly heapBytes: number;
  readonly nodes: number;
  readonly listeners: number;
}

export async function metricsOf(cdp: CDPSession): Promise<PageMetrics> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  const value = (name: string) => {
    const found = metrics.find((metric) => metric.name === name);
    if (!found) throw new Error(`This Chromium does not tell ${name}.`);
    return found.value;
  };
  return {
    scriptSeconds: value('ScriptDuration'),
    taskSeconds: value('TaskDuration'),
    atSeconds: value('Timestamp'),
    heapBytes: value('JSHeapUsedSize'),
    nodes: value('Nodes'),
    listeners: value('JSEventListeners'),
  };
}
