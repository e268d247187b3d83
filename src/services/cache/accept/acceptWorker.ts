/** Fits accept models off the event loop. */
import { parentPort } from 'node:worker_threads';
import { fitAcceptModel } from './acceptModel.ts';
import { agreeingNeeded } from './exactGuard.ts';
import { labelsFor } from './storedLabel.ts';
import type { FitRequest, FitReply } from './trainer.ts';

parentPort?.on('message', ({ id, labels, delta }: FitRequest) => {
  const reply: FitReply = {
    id,
    models: {
      plain: fitAcceptModel(labelsFor(labels, 'plain'), delta),
      embedded: fitAcceptModel(labelsFor(labels, 'embedded'), delta),
      agreeing: agreeingNeeded(labels, delta),
      labels: labels.length,
      delta,
    },
  };
  parentPort?.postMessage(reply);
});
