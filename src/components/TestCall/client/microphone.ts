/** The microphone, or why there is none. */
export type MicrophoneTrouble =
  /** Browsers give pages a microphone only on https, or on this very machine. */
  | 'insecure'
  | 'missing'
  | 'refused'
  /** Another program holds it, or its driver fails. */
  | 'busy';

export class MicrophoneError extends Error {
  override readonly name = 'MicrophoneError';
  readonly trouble: MicrophoneTrouble;

  constructor(trouble: MicrophoneTrouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

const wanted: MediaStreamConstraints = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
};

/** Asks for the microphone. @throws MicrophoneError */
export async function openMicrophone(): Promise<MediaStream> {
  if (!canHaveSound()) throw new MicrophoneError('insecure');
  try {
    return await navigator.mediaDevices.getUserMedia(wanted);
  } catch (error) {
    throw new MicrophoneError(troubleOf(error));
  }
}

/** Whether the browser lets this page have a microphone and an audio thread at all. */
export function canHaveSound(): boolean {
  return isSecureContext && typeof AudioWorkletNode === 'function' && 'mediaDevices' in navigator;
}

function troubleOf(error: unknown): MicrophoneTrouble {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy';
}
