/** Simulated callers for test calls in the browser: the scenarios, and callers who say given lines. */
import type { SimulatorAccount } from '../types/api.ts';
import type { LanguageTag } from '../types/language.ts';
import { lines as politeCaller, type CallerScript } from './caller/script.ts';
import { runCall } from './runCall.ts';
import { scenarios, type Scenario } from './scenarios.ts';

export interface TestCallOrder {
  readonly baseUrl: string;
  readonly account: SimulatorAccount;
  readonly workflow: string;
  readonly draft: boolean;
  readonly language: LanguageTag;
  readonly caller: string | { readonly lines: readonly string[] };
  readonly announce?: (callSid: string, text: string) => void;
  readonly placed: (callSid: string) => void;
  readonly listen: (heard: (text: string) => void) => void;
}

export interface TestCallers {
  list(
    slug: string,
    languages: readonly LanguageTag[],
  ): readonly { readonly name: string; readonly title: string; readonly language: LanguageTag }[];
  call(order: TestCallOrder): Promise<{ readonly errors: readonly { readonly code: string }[] }>;
}

/** Scenarios that suit any flow; the others know what one demo asks. */
const anyFlow: ReadonlySet<string> = new Set(['silence']);

export function testCallers(): TestCallers {
  return {
    list: (slug, languages) =>
      Object.entries(scenarios).flatMap(([name, { title, options }]) => {
        const { transport, workflow, language = 'en-US' } = options;
        if (transport !== 'media' || (workflow !== slug && !anyFlow.has(name))) return [];
        if (anyFlow.has(name)) return [{ name, title, language: languages[0] ?? language }];
        return languages.includes(language) ? [{ name, title, language }] : [];
      }),
    async call(order) {
      const { baseUrl, account, workflow, draft, language, announce, placed, listen } = order;
      return runCall({
        baseUrl,
        ...account,
        workflow,
        language,
        transport: 'media',
        script: scriptOf(order),
        query: draft ? { draft: '1' } : {},
        ...(announce && { announceSpeech: { tell: announce } }),
        transcript: (_callSid, agentSaid) => {
          listen(agentSaid);
          return () => undefined;
        },
        onProgress: (progress) => {
          if (progress.kind === 'placed') placed(progress.callSid);
        },
      });
    },
  };
}

function scriptOf({ caller }: TestCallOrder): CallerScript {
  if (typeof caller !== 'string') return politeCaller(...caller.lines);
  return (scenarios as Readonly<Record<string, Scenario>>)[caller]?.options.script ?? [];
}
