/** Fits accept models off the event loop. */
import { parentPort } from 'node:worker_threads';
import { fitAcceptModel } from './acceptModel.ts';
import { agreeingNeeded } from './exactGuard.ts';
import { labelsFor } from './storedLabel.ts';
import type { FitRequest, FitReply } from './trainer.ts';

parentPort?.on('message', ({ id, labels, delta, basis }: FitRequest) => {
  const reply: FitReply = {
    id,
    models: {
      plain: fitAcceptModel(labelsFor(labels, 'plain', basis), delta),
      embedded: fitAcceptModel(labelsFor(labels, 'embedded', basis), delta),
      agreeing: agreeingNeeded(labels, delta),
      labels: labels.length,
      delta,
      ...basis,
    },
  };
  parentPort?.postMessage(reply);
});
