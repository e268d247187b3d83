import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemClock } from '../types/clock.ts';
import { WeaverError } from '../types/errors/index.ts';
import { measureExchanges, type Exchange } from './caller/exchanges.ts';
import type { AgentSegment } from './caller/ear.ts';
import { CallerLine, type AgentLine } from './caller/line.ts';
import { perform, prepare } from './caller/perform.ts';
import { defaultCallerPatience, type CallerScript, type PatienceOfCaller } from './caller/script.ts';
import { embeddedCallerVoices, type CallerVoices } from './caller/voices.ts';
import { twoChannelWav } from './caller/wav.ts';
import type { Faults } from './faults.ts';
import type { NetworkEvent, SimulatedCall } from './network/call.ts';
import { TwilioSimulator, type SimulatorOptions } from './network/twilioSimulator.ts';
import type { Violation } from './network/violations.ts';

export type CallProgress =
  | { readonly kind: 'placed'; readonly callSid: string }
  | {
      readonly kind: 'step';
      readonly callSid: string;
      readonly step: number;
      readonly does: string;
      readonly atMs: number;
    }
  | { readonly kind: 'agent-text'; readonly callSid: string; readonly text: string; readonly atMs: number }
  | { readonly kind: 'ended'; readonly callSid: string; readonly durationMs: number };

export interface RunCallOptions {
  /** The server under test, e.g. `http://127.0.0.1:8080`. */
  readonly baseUrl: string;
  readonly script: CallerScript;
  /** A workflow's slug; absent = the server finds it by the number called. */
  readonly workflow?: string;
  /** What to ask the voice webhook for; absent = what the workflow says. */
  readonly transport?: 'media' | 'relay';
  /** The caller's language; also asked of the webhook. Default `en-US`. */
  readonly language?: string;
  /** Further query parameters of the voice webhook. */
  readonly query?: Readonly<Record<string, string>>;
  readonly from?: string;
  readonly to?: string;
  readonly accountSid?: string;
  readonly authToken?: string;
  readonly carrier?: 'twilio' | 'telnyx';
  /** Path of a two-channel WAV file (left caller, right agent). Media transport. */
  readonly recordTo?: string;
  readonly faults?: Partial<Faults>;
  readonly patience?: Partial<PatienceOfCaller>;
  /** The caller's voices; absent = the embedded ones. */
  readonly voices?: CallerVoices;
  /**
   * For a server whose recogniser is a stand-in: tells it what is being said, at speech onset, by
   * `POST {baseUrl}/api/simulator/calls/{callSid}/spoken`. Such a call proves nothing about recognition.
   */
  readonly announceSpeech?: {
    readonly token?: string;
    /** Instead of the request, where the server is this very process. */
    readonly tell?: (callSid: string, text: string) => void;
  };
  /** Feeds a script that decides by the agent's words on the media transport. Returns a function that stops it. */
  readonly transcript?: (callSid: string, agentSaid: (text: string) => void) => () => void;
  /** A network shared by several calls (load tests, REST); absent = one for this call. */
  readonly network?: TwilioSimulator;
  readonly simulator?: Partial<SimulatorOptions>;
  /** The caller gives up after this long on the line. */
  readonly maxCallMs?: number;
  readonly onProgress?: (progress: CallProgress) => void;
}

export interface CallOutcome {
  /** No error, no broken rule. */
  readonly ok: boolean;
  readonly errors: readonly { readonly code: string; readonly message: string }[];
  /** Rules of the network that the server broke. */
  readonly violations: readonly Violation[];
  readonly callSid: string;
  readonly transport: 'media' | 'relay' | null;
  readonly carrier: 'twilio' | 'telnyx';
  /** True when the caller's words were told to the server instead of being recognised. */
  readonly speechAnnounced: boolean;
  readonly status: string;
  /** Time on the line, from answer. */
  readonly durationMs: number;
  /** When the agent's side was audible. On relay: by the simulated voice. */
  readonly agentSpeech: readonly AgentSegment[];
  readonly agentLines: readonly AgentLine[];
  /** Measured at the caller's end, with no clock of the server. */
  readonly exchanges: readonly Exchange[];
  readonly events: readonly NetworkEvent[];
  readonly recording: string | null;
}

const DEFAULT_MAX_CALL_MS = 300_000;

/**
 * Places one call and performs a script on it.
 *
 * What the server does wrong is in the outcome, not thrown; a mistake in the options or the script is thrown.
 *
 * @example
 * const outcome = await runCall({
 *   baseUrl: 'http://127.0.0.1:8080', workflow: 'clinic', transport: 'media',
 *   script: [{ do: 'wait' }, { do: 'say', text: 'I would like to book an appointment.' }, { do: 'wait' }],
 * });
 */
export async function runCall(options: RunCallOptions): Promise<CallOutcome> {
  const language = options.language ?? 'en-US';
  const network = options.network ?? new TwilioSimulator(simulatorOptions(options));
  const voices = () => (options.voices ? Promise.resolve(options.voices) : embeddedCallerVoices());
  if (options.transport !== 'relay') await prepare(options.script, language, voices);

  const errors: WeaverError[] = [];
  let callSid = '';
  const line = new CallerLine({
    record: options.recordTo !== undefined,
    onAgentText: ({ text, atMs }) => options.onProgress?.({ kind: 'agent-text', callSid, text, atMs }),
  });
  const call = network.prepareCall(numberSetup(options, network), line);
  callSid = call.callSid;
  options.onProgress?.({ kind: 'placed', callSid });
  const stopTranscript = options.transcript?.(callSid, (text) => line.transcript(text));
  const announcements: Promise<void>[] = [];
  const caller = perform(options.script, {
    line,
    callSid,
    language,
    patience: { ...defaultCallerPatience, ...options.patience },
    voices,
    hangUp: () => call.hangUp(),
    failed: (error) => void errors.push(error),
    progress: (step, does) => options.onProgress?.({ kind: 'step', callSid, step, does, atMs: line.nowMs }),
    ...(options.announceSpeech
      ? { announce: (text: string) => void announcements.push(announce(options, callSid, text, errors)) }
      : {}),
  }).catch((error: unknown) => {
    call.hangUp();
    errors.push(
      error instanceof WeaverError
        ? error
        : new WeaverError('SIM_SCRIPT_FAILED', {
            reason: error instanceof Error ? error.message : 'unknown',
          }),
    );
  });
  const limit = limitLength(call, line, options.maxCallMs ?? DEFAULT_MAX_CALL_MS, errors);
  await network.run(call);
  await Promise.all([caller, limit, ...announcements]);
  stopTranscript?.();
  return outcomeOf(options, call, line, errors);
}

function simulatorOptions(options: RunCallOptions): Partial<SimulatorOptions> {
  const { accountSid, authToken, carrier } = options;
  return {
    ...(accountSid === undefined ? {} : { accountSid }),
    ...(authToken === undefined ? {} : { authToken }),
    ...(carrier === undefined ? {} : { carrier }),
    // Calls of different runs against one server must not share a CallSid.
    seed: (Math.round(systemClock.wall()) ^ (process.pid << 8)) >>> 0,
    ...options.simulator,
  };
}

function numberSetup(options: RunCallOptions, network: TwilioSimulator) {
  const base = options.baseUrl.replace(/\/+$/, '');
  const room = network.options.carrier === 'telnyx' ? 'telnyx' : 'twilio';
  const url = new URL(`${base}/${room}/voice`);
  const { workflow, transport, language, from, to, faults } = options;
  if (workflow !== undefined) url.searchParams.set('workflow', workflow);
  if (transport !== undefined) url.searchParams.set('transport', transport);
  if (language !== undefined) url.searchParams.set('language', language);
  if (options.announceSpeech) url.searchParams.set('standIn', '1');
  for (const [name, value] of Object.entries(options.query ?? {})) url.searchParams.set(name, value);
  return {
    voiceUrl: url.href,
    statusCallback: `${base}/${room}/status`,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(faults === undefined ? {} : { faults }),
  };
}

async function limitLength(
  call: SimulatedCall,
  line: CallerLine,
  limitMs: number,
  errors: WeaverError[],
): Promise<void> {
  if ((await line.until(() => false, limitMs)) !== 'timeout') return;
  errors.push(new WeaverError('SIM_CALL_TOO_LONG', { limitMs }));
  call.hangUp();
}

async function announce(
  options: RunCallOptions,
  callSid: string,
  text: string,
  errors: WeaverError[],
): Promise<void> {
  const { token, tell } = options.announceSpeech ?? {};
  if (tell) return tell(callSid, text);
  const base = options.baseUrl.replace(/\/+$/, '');
  const status = await fetch(`${base}/api/simulator/calls/${encodeURIComponent(callSid)}/spoken`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ text }),
    signal: AbortSignal.timeout(10_000),
  }).then(
    (response) => response.status,
    () => 0,
  );
  if (status < 200 || status > 299) errors.push(new WeaverError('SIM_ANNOUNCE_FAILED', { status }));
}

async function outcomeOf(
  options: RunCallOptions,
  call: SimulatedCall,
  line: CallerLine,
  errors: readonly WeaverError[],
): Promise<CallOutcome> {
  const violations = call.violations.list;
  options.onProgress?.({ kind: 'ended', callSid: call.callSid, durationMs: line.nowMs });
  let recording: string | null = null;
  if (options.recordTo !== undefined && line.recording && line.leg?.kind === 'media') {
    await mkdir(dirname(options.recordTo), { recursive: true });
    await writeFile(options.recordTo, twoChannelWav(line.recording.caller.mulaw, line.recording.agent.mulaw));
    recording = options.recordTo;
  }
  return {
    ok: errors.length === 0 && violations.length === 0,
    errors: errors.map(({ code, message }) => ({ code, message })),
    violations,
    callSid: call.callSid,
    transport: line.leg?.kind ?? null,
    carrier: call.setup.carrier,
    speechAnnounced: options.announceSpeech !== undefined,
    status: call.status,
    durationMs: line.nowMs,
    agentSpeech: line.ear.segments,
    agentLines: line.agentLines,
    exchanges: measureExchanges(line.acts, line.ear),
    events: call.events,
    recording,
  };
}
