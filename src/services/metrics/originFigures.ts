import { BoundedCounter } from './labels.ts';
import { Series } from './series.ts';

const MAX_CODES = 200;
const MAX_PROVIDER_EVENTS = 1_000;

/** Counters and clocks of one origin: what was measured and what was simulated never meet in one figure. */
export class OriginFigures {
  readonly decisionToAudio: Series;
  readonly speechEndToAudio: Series;
  readonly earEstimate: Series;
  liveCalls = 0;
  calls = 0;
  turns = 0;
  interruptions = 0;
  falseCutIns = 0;
  lateTurns = 0;
  readonly errors = new BoundedCounter(MAX_CODES);
  readonly budgetActions = new BoundedCounter(MAX_CODES);
  readonly ends = new BoundedCounter(MAX_CODES);
  readonly answersBySource = new BoundedCounter(MAX_CODES);
  /** `provider work language change` → count. */
  readonly providerEvents = new BoundedCounter(MAX_PROVIDER_EVENTS);

  constructor(now: number) {
    this.decisionToAudio = new Series(now);
    this.speechEndToAudio = new Series(now);
    this.earEstimate = new Series(now);
  }
}
