import { layOut, type LayoutRequest } from './layout.ts';

/** The worker's side of `globalThis`, which the page's types do not know. */
const worker = globalThis as unknown as Pick<Worker, 'addEventListener' | 'postMessage'>;

worker.addEventListener('message', (event) => {
  worker.postMessage(layOut((event as MessageEvent<LayoutRequest>).data));
});
