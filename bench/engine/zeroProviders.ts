/** Providers that answer at once: what is left of a turn's time is the engine's own. */
import { StandInModel, StandInSynthesiser } from '../../src/services/providers/index.ts';
import type { ProviderSet } from '../../src/services/performanceOrchestrator.ts';
import type {
  Recogniser,
  RecogniserOptions,
  RecogniserSession,
  RecogniserSink,
} from '../../src/types/ports.ts';

const HEARD = 'Please go on with the next one';
const SAID = 'Certainly, here is the next line.';

class InstantRecogniser implements Recogniser {
  readonly name = 'instant';
  readonly capabilities = {
    locales: 'any',
    sampleRates: [8000],
    partials: false,
    endOfTurn: false,
    hints: false,
  } as const;
  supports(): boolean {
    return true;
  }
  warm(): Promise<void> {
    return Promise.resolve();
  }
  open(_options: RecogniserOptions, sink: RecogniserSink): RecogniserSession {
    let generation = 0;
    const forget = () => void generation++;
    return {
      begin: forget,
      write: () => undefined,
      finish() {
        const mine = ++generation;
        queueMicrotask(() => {
          if (mine === generation) sink.final(HEARD, { confidence: 1 });
        });
      },
      discard: forget,
      close: forget,
    };
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
}

export function zeroLatencyProviders(): ProviderSet {
  const recogniser = { provider: new InstantRecogniser(), reason: 'bench' };
  const synthesiser = { provider: new StandInSynthesiser(), reason: 'bench' };
  const model = new StandInModel({ script: () => SAID });
  return {
    recogniser: () => recogniser,
    synthesiser: () => synthesiser,
    model: () => model,
    load: () => Promise.resolve(),
    warm: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
