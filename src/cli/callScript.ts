/** What the simulated caller of `weaver call` does. */
import {
  scenarioFor,
  type CallerScript,
  type CallerStep,
  type RunCallOptions,
  type ScenarioName,
} from '../simulator/index.ts';

export interface CallChoice {
  readonly workflow: string;
  readonly transport: 'media' | 'relay';
  readonly language?: string | undefined;
  readonly scenario?: ScenarioName | undefined;
  /** In the order in which they were given. */
  readonly steps: readonly GivenStep[];
}

export interface GivenStep {
  readonly kind: 'say' | 'press' | 'play';
  readonly value: string;
}

export type CallPlan = Pick<RunCallOptions, 'workflow' | 'transport' | 'script' | 'maxCallMs'> & {
  readonly language: string;
};

const DEFAULT_LANGUAGE = 'en-US';

/** The named scenario, else the given steps, else the clinic's booking; any other workflow is only listened to. */
export function planCall(choice: CallChoice): CallPlan {
  const { workflow, transport, language = DEFAULT_LANGUAGE } = choice;
  if (choice.steps.length > 0) return { workflow, transport, language, script: scriptOf(choice.steps) };
  const name = choice.scenario ?? (workflow === 'clinic' ? 'booking' : undefined);
  if (name === undefined) return { workflow, transport, language, script: listen };
  const { options } = scenarioFor(name, { transport, language });
  const { script, maxCallMs } = options;
  return { workflow, transport, language, script, ...(maxCallMs === undefined ? {} : { maxCallMs }) };
}

/** Each in its turn: the caller lets the agent finish, then does the next thing, and hangs up after the last answer. */
function scriptOf(steps: readonly GivenStep[]): CallerScript {
  return [
    ...steps.flatMap((step): CallerStep[] => [{ do: 'wait' }, stepOf(step)]),
    { do: 'wait', optional: true },
    { do: 'hang-up' },
  ];
}

function stepOf({ kind, value }: GivenStep): CallerStep {
  switch (kind) {
    case 'say':
      return { do: 'say', text: value };
    case 'press':
      return { do: 'press', digits: value };
    case 'play':
      return { do: 'play', file: value };
  }
}

const listen: CallerScript = [{ do: 'wait' }, { do: 'hang-up' }];

/** Whether a script answers what it hears, and so must be told on media what the agent says. */
export function listensToWords(script: CallerScript): boolean {
  return typeof script === 'function';
}
