import { languagePlans, type LanguagePlan } from '../../types/languagePlan.ts';
import { createPrinter } from '../output.ts';
import { withServer } from '../withServer.ts';

/** How the next call would hear and speak each language of a workflow, and why. */
export async function languagesPlan(
  workflow: string,
  options: { json?: boolean; draft?: boolean },
): Promise<void> {
  const printer = createPrinter(options.json === true);
  const path = `/api/workflows/${encodeURIComponent(workflow)}/languages?draft=${options.draft ? 1 : 0}`;
  const note = (line: string) => printer.note(line);
  await withServer({ store: 'own', note }, async ({ api }) => {
    const answer = await api.get(path, languagePlans);
    printer.result(answer, () => answer.plans.flatMap(planLines).join('\n'));
  });
}

export function planLines(plan: LanguagePlan): string[] {
  const { language, names, record, recordReason, transport, hears, speaks, relay } = plan;
  const substitute = record === null || record === language ? [] : [row('record', recordReason ?? record)];
  return [
    `${language}  ${names ? `${names.english}  ${names.own}` : 'not known'}`,
    ...substitute,
    row('transport', `${transport.choice}. ${transport.reason}`),
    row('hears', order(hears.order)),
    row('', hears.reason),
    row('speaks', order(speaks.order)),
    row('', speaks.reason),
    row('voice', `${speaks.voice ?? '-'}. ${speaks.voiceReason}`),
    row('ConversationRelay', relayLine(relay)),
    row('', relay.reason),
    ...plan.optimizations.map(({ name, on, effect }) => row(name, `${on ? 'on' : 'off'}. ${effect}`)),
    '',
  ];
}

const row = (name: string, text: string): string => `  ${name.padEnd(20)} ${text}`;

function order(places: LanguagePlan['hears']['order']): string {
  if (places.length === 0) return 'nobody here';
  return places
    .map(({ provider, code, exact, p50Ms, samples }) => {
      const as = code === null ? '' : ` (${code}${exact ? '' : ', a substitute'})`;
      return `${provider}${as}${p50Ms === null ? '' : ` ${Math.round(p50Ms)} ms of ${samples}`}`;
    })
    .join(' → ');
}

function relayLine({
  code,
  ttsProvider,
  voice,
  transcriptionProvider,
  speechModel,
}: LanguagePlan['relay']): string {
  const speaks = `speaks ${code} by ${ttsProvider ?? 'the carrier’s default'}${voice === null ? '' : ` ${voice}`}`;
  const hears = `hears by ${transcriptionProvider ?? 'the carrier’s default'}${speechModel === null ? '' : ` ${speechModel}`}`;
  return `${speaks}, ${hears}`;
}
