/** A layout, made beside the page. The worker is started when somebody asks and goes when it has answered. */
import type { Layout, LayoutRequest } from './layout.ts';

const LONGEST_MS = 30_000;

/** @throws Error when the worker cannot do it or takes too long. */
export function askLayout(request: LayoutRequest): Promise<Layout> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./layoutWorker.ts', import.meta.url), { type: 'module' });
    const end = () => {
      clearTimeout(timer);
      worker.terminate();
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error('The layout took too long.'));
    }, LONGEST_MS);
    worker.addEventListener('message', ({ data }: MessageEvent<Layout>) => {
      end();
      resolve(data);
    });
    worker.addEventListener('error', (event) => {
      end();
      reject(new Error(event.message || 'The layout could not be made.'));
    });
    worker.postMessage(request);
  });
}
