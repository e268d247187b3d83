import { callDetail, readiness, simulatorAccount } from '../../types/api.ts';
import type { Call } from '../../types/call.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { primarySubtag } from '../../types/language.ts';
import type { Turn } from '../../types/turn.ts';
import { workflow } from '../../types/workflow.ts';
import {
  closeEmbeddedCallerVoices,
  runCall,
  type CallOutcome,
  type RunCallOptions,
  type ScenarioName,
} from '../../simulator/index.ts';
import type { ApiClient } from '../apiClient.ts';
import { listensToWords, planCall, type CallPlan, type GivenStep } from '../callScript.ts';
import { openLiveTranscript } from '../liveTranscript.ts';
import { createPrinter, exitCode, type Printer } from '../output.ts';
import { turnLines } from '../transcript.ts';
import { withServer, type Connected } from '../withServer.ts';

export interface CallOptions {
  readonly workflow: string;
  readonly transport: 'media' | 'relay';
  readonly language?: string;
  readonly scenario?: ScenarioName;
  readonly steps: readonly GivenStep[];
  readonly record?: string;
  readonly url?: string;
  readonly json?: boolean;
}

/** How the caller's words reach the server: heard by its recogniser, told to a stand-in, or as text from the carrier. */
type Hearing = 'recogniser' | 'stand-in' | 'carrier';

interface CallResult {
  readonly ok: boolean;
  readonly errors: readonly { readonly code: string; readonly message: string }[];
  readonly transport: string;
  readonly workflow: string;
  readonly language: string;
  readonly callSid: string;
  readonly hearing: Hearing;
  readonly end: Call['end'];
  readonly path: Call['path'];
  readonly turns: readonly Turn[];
  /** Measured at the caller's end of the line, by no clock of the server. */
  readonly exchanges: CallOutcome['exchanges'];
  readonly recording: string | null;
}

const RECORD_WAIT_MS = 5_000;
const WARM_WAIT_MS = 60_000;
const LOOK_EVERY_MS = 100;

/** Calls a workflow over the simulated network and shows what was said and where every millisecond went. */
export async function call(options: CallOptions): Promise<void> {
  const printer = createPrinter(options.json === true);
  if (options.record !== undefined && options.transport === 'relay') {
    const reason = 'the carrier keeps the audio on this transport; use --transport media';
    throw new WeaverError('CLI_OPTION_INVALID', { option: '--record', value: 'used with relay', reason });
  }
  const plan = planCall(options);
  try {
    const where = { url: options.url, store: 'temporary', note: printer.note } as const;
    const result = await withServer(where, (server) => place(server, plan, options, printer));
    printer.result(result, () => describe(result));
    if (!result.ok) process.exitCode = exitCode.failed;
  } finally {
    await closeEmbeddedCallerVoices();
  }
}

async function place(
  { api, startedHere }: Connected,
  plan: CallPlan,
  options: CallOptions,
  printer: Printer,
): Promise<CallResult> {
  if (startedHere) await untilWarm(api, printer);
  // Told apart here: over the telephone an unknown workflow is only a voice that says so.
  await api.get(`/api/workflows/${encodeURIComponent(options.workflow)}`, workflow);
  const hearing = hearingOf(plan);
  if (hearing === 'stand-in') {
    printer.note(`No recogniser here understands ${plan.language}: a stand-in is told the caller's words.`);
  }
  const token = process.env.WEAVER_TOKEN;
  const account = await api.get('/api/simulator/account', simulatorAccount);
  const words =
    plan.transport === 'media' && listensToWords(plan.script)
      ? await openLiveTranscript(api.url, token)
      : null;
  try {
    const outcome = await runCall({
      ...plan,
      ...account,
      baseUrl: api.url,
      ...(options.record === undefined ? {} : { recordTo: options.record }),
      ...(hearing === 'stand-in' ? { announceSpeech: token ? { token } : {}, query: { standIn: '1' } } : {}),
      ...(words ? { transcript: words.follow } : {}),
      onProgress: progressTo(printer),
    });
    return resultOf(outcome, plan, hearing, await recordOf(api, outcome.callSid));
  } finally {
    words?.close();
  }
}

/** The embedded recogniser understands English; for all else on media the words are told, and the result says so. */
function hearingOf({ transport, language }: CallPlan): Hearing {
  if (transport === 'relay') return 'carrier';
  return primarySubtag(language) === 'en' ? 'recogniser' : 'stand-in';
}

/** A server that has just been started answers before its models are loaded; the first call should not pay for that. */
async function untilWarm(api: ApiClient, printer: Printer): Promise<void> {
  const giveUpAt = performance.now() + WARM_WAIT_MS;
  for (let told = false; performance.now() < giveUpAt; told = true) {
    const { checks } = await api.get('/readyz', readiness, 503);
    if (checks.providers !== 'warming') return;
    if (!told) printer.note('Loading speech models…');
    await sleep(LOOK_EVERY_MS);
  }
}

function progressTo(printer: Printer): NonNullable<RunCallOptions['onProgress']> {
  return (progress) => {
    switch (progress.kind) {
      case 'placed':
        return printer.note(`Calling (${progress.callSid})…`);
      case 'step':
        return printer.note(`${seconds(progress.atMs)} caller: ${progress.does}`);
      case 'agent-text':
        if (progress.text !== '') printer.note(`${seconds(progress.atMs)} agent: ${progress.text}`);
        return;
      case 'ended':
        return printer.note(`${seconds(progress.durationMs)} ended`);
    }
  };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1).padStart(6)} s`;
}

interface CallRecord {
  readonly call: Call;
  readonly turns: readonly Turn[];
}

/** The server writes behind the call's back: its record is complete a moment after the line is closed. */
async function recordOf(api: ApiClient, callSid: string): Promise<CallRecord | null> {
  const giveUpAt = performance.now() + RECORD_WAIT_MS;
  let latest: CallRecord | null = null;
  while (performance.now() < giveUpAt) {
    latest = await lookUp(api, callSid);
    if (latest?.call.status === 'ended' && latest.turns.length >= latest.call.turnCount) return latest;
    await sleep(LOOK_EVERY_MS);
  }
  return latest?.call.status === 'ended' ? latest : null;
}

async function lookUp(api: ApiClient, callSid: string): Promise<CallRecord | null> {
  try {
    return await api.get(`/api/calls/${encodeURIComponent(callSid)}`, callDetail);
  } catch (error) {
    if (error instanceof WeaverError && error.code === 'CALL_UNKNOWN') return null;
    throw error;
  }
}

function resultOf(
  outcome: CallOutcome,
  plan: CallPlan,
  hearing: Hearing,
  record: CallRecord | null,
): CallResult {
  const { callSid } = outcome;
  const missing = record ? [] : [problem('CLI_CALL_MISSING', { callSid, waitedMs: RECORD_WAIT_MS })];
  const broken = outcome.violations.map(({ code, reason }) => ({ code, message: reason }));
  const met = (record?.call.errors ?? []).map((code) => ({
    code,
    message: 'met on the way; see docs/errors.md',
  }));
  const errors = [...outcome.errors, ...broken, ...missing, ...met];
  return {
    ok: errors.length === 0,
    errors,
    transport: outcome.transport ?? plan.transport ?? 'none',
    workflow: plan.workflow ?? '',
    language: plan.language,
    callSid,
    hearing,
    end: record?.call.end ?? null,
    path: record?.call.path ?? [],
    turns: record?.turns ?? [],
    exchanges: outcome.exchanges,
    recording: outcome.recording,
  };
}

function problem(code: 'CLI_CALL_MISSING', detail: Record<string, unknown>) {
  return { code, message: new WeaverError(code, detail).message };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const hearingSays: Record<Hearing, string> = {
  recogniser: 'the words were recognised from audio',
  'stand-in': 'SIMULATED recognition: the words were told to a stand-in',
  carrier: 'the simulated carrier recognised and spoke',
};

function describe(result: CallResult): string {
  const path = result.path.map(({ nodeId, outcome }) =>
    outcome === undefined ? nodeId : `${nodeId} ─${outcome}→`,
  );
  return [
    `${result.workflow} over ${result.transport}, ${result.language} (${hearingSays[result.hearing]})`,
    '',
    ...result.turns.flatMap(turnLines),
    `path    ${path.join(' ')}`,
    `end     ${result.end ?? 'unknown'}`,
    ...(result.recording === null ? [] : [`saved   ${result.recording}`]),
    ...result.errors.map(({ code, message }) => `ERROR   ${message} [${code}]`),
  ].join('\n');
}
