import type { ErrorEntry } from './entry.ts';

export const audioErrors = {
  AUDIO_NOT_WARM: {
    status: 500,
    message: 'The audio parts were used before they were loaded.',
    fix: 'Await warmAudio() once when the server starts.',
  },
  AUDIO_RATE_UNSUPPORTED: {
    status: 400,
    message: 'Audio cannot be converted from {from} Hz to {to} Hz.',
    fix: 'Use 8000, 16000, 22050, 24000, 44100 or 48000 Hz.',
  },
  AUDIO_RESAMPLER_FAILED: {
    status: 500,
    message: 'The resampler stopped with its own code {status}.',
    fix: 'Report it with the sample rates in use; the call goes on with a new resampler.',
  },
  AUDIO_VAD_WEIGHTS: {
    status: 500,
    message: 'The weights of the voice-activity detector are missing or altered.',
    fix: 'Reinstall the dependencies with npm ci; until then the energy gate alone decides.',
  },
  AUDIO_VAD_DEGRADED: {
    status: 500,
    message: 'The neural voice-activity detector is {state}; the energy gate alone decides.',
    fix: 'Nothing for this call; if it lasts, give the server more CPU or choose the energy detector.',
  },
  AUDIO_MARK_LOST: {
    status: 500,
    message: 'The carrier did not say that the speech had been played; it is taken as heard.',
    fix: 'Nothing for one call; if it is frequent, check the connection to the carrier.',
  },
  AUDIO_STREAM_STALLED: {
    status: 500,
    message: 'No audio has come from the caller for {silentMs} ms.',
    fix: 'Check the connection to the carrier and the load of this machine.',
  },
  AUDIO_LIGHTER: {
    status: 503,
    message:
      'Audio processing is at load level {level} (before: {previous}); the event loop is {lagMs} ms late at P99.',
    fix: 'Level 1 leaves out noise reduction, 2 the neural detector, 0 nothing; if it comes often, give the server more CPU or fewer calls (WEAVER_MAX_CALLS).',
  },
  AUDIO_DENOISER_MISSING: {
    status: 500,
    message: 'The noise reduction could not be loaded.',
    fix: 'Reinstall the dependencies with npm ci; detection goes on without noise reduction.',
  },
} as const satisfies Record<string, ErrorEntry>;
