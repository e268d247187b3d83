import type { ErrorEntry } from './entry.ts';

export const simulatorErrors = {
  SIM_SERVER_UNREACHABLE: {
    status: 502,
    message: 'The server under test could not be reached at {origin}.',
    fix: 'Start the server, or correct baseUrl.',
  },
  SIM_INSECURE_URL: {
    status: 400,
    message: 'The simulated network only speaks plain HTTP to this machine, not to {origin}.',
    fix: 'Use https:// for a server on another machine.',
  },
  SIM_UNKNOWN_CALL: {
    status: 404,
    message: 'The simulated network has no live call {callSid}.',
    fix: 'Use the CallSid of a call that is in progress.',
  },
  SIM_AGENT_SILENT: {
    status: 504,
    message: 'Step {step}: the agent did not speak, or did not finish speaking, within {timeoutMs} ms.',
    fix: 'Look for the call in the server log, or give the step a longer timeoutMs.',
  },
  SIM_CALL_TOO_LONG: {
    status: 504,
    message: 'The simulated call was still going on after {limitMs} ms and was hung up.',
    fix: 'Raise maxCallMs, or let the script hang up.',
  },
  SIM_ENDED_EARLY: {
    status: 500,
    message: 'The call ended before step {step} ({kind}) of the caller’s script.',
    fix: 'See `end` and `violations` of the outcome for why the call ended.',
  },
  SIM_NO_VOICE: {
    status: 400,
    message: 'No voice of the simulated caller speaks {language}.',
    fix: 'Install espeak-ng, inject a synthesiser, or use a recording.',
  },
  SIM_VOICE_FAILED: {
    status: 502,
    message: 'The simulated caller’s voice {provider} failed ({kind}).',
    fix: 'Use a recording instead, or another synthesiser.',
  },
  SIM_BAD_RECORDING: {
    status: 400,
    message: 'The recording cannot be used: {reason}.',
    fix: 'Give a WAV file: 8 to 32-bit PCM, 32-bit float, A-law or mu-law, any rate, one or more channels.',
  },
  SIM_NEEDS_AUDIO: {
    status: 400,
    message: 'A recording can only be played on the media transport; this call is on relay.',
    fix: 'Give the step a `text`, or choose the media transport.',
  },
  SIM_ANNOUNCE_FAILED: {
    status: 502,
    message: 'The server did not accept the announcement of what the caller says (HTTP {status}).',
    fix: 'Enable the stand-in recogniser on the server and pass its token.',
  },
  SIM_SCRIPT_FAILED: {
    status: 500,
    message: 'The caller’s script failed: {reason}.',
    fix: 'Correct the script.',
  },
} as const satisfies Record<string, ErrorEntry>;
