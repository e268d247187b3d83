/**
 * Speaks with the program espeak-ng: one process for each text, its WAV converted to 8 kHz mu-law as it comes. The program
 * (GPL-3) is the operating system's; nothing of it is linked or shipped.
 */
import { spawn } from 'node:child_process';
import { mulawEncode } from '../../../lib/g711.ts';
import { QuietGate } from './quietGate.ts';
import { Resampler, warmResampler } from '../../../lib/resampler.ts';
import { serveTasks, TaskError, type Emit } from './threadTask.ts';
import { samplesOf, wavFormat } from './wav.ts';

export interface EspeakRequest {
  readonly program: string;
  readonly text: string;
  readonly voice: string;
  /** Speaking rate, 1 = normal. */
  readonly rate: number;
}

export interface EspeakReply {
  readonly mulaw: Uint8Array<ArrayBuffer>;
}

const NORMAL_WORDS_A_MINUTE = 165;
const SILENT_TOO_LONG_MS = 5_000;
const KEEP_SAMPLES = 160;
const SOUND_ABOVE = 64;

await serveTasks<EspeakRequest, EspeakReply>(async () => {
  await warmResampler();
  return speak;
});

async function speak(request: EspeakRequest, emit: Emit<EspeakReply>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const speed = String(Math.round(NORMAL_WORDS_A_MINUTE * request.rate));
  const args = ['--stdin', '--stdout', '-b', '1', '-v', request.voice, '-s', speed];
  const child = spawn(request.program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const kill = () => child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  let silent = false;
  const watch = setTimeout(() => {
    silent = true;
    kill();
  }, SILENT_TOO_LONG_MS);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // A reader that is gone (killed, or a voice that does not exist) is reported by its exit code.
  child.stdin.on('error', () => undefined);
  // "[[…]]" would be read as phonemes, not as text.
  child.stdin.end(request.text.replaceAll('[[', '['));
  const speech = new SpeechStream(emit);
  try {
    for await (const bytes of child.stdout as AsyncIterable<Buffer>) {
      watch.refresh();
      if (signal.aborted) return;
      speech.push(bytes);
    }
    const code = await ended;
    if (signal.aborted) return;
    if (silent) throw new TaskError({ kind: 'stalled', message: 'espeak-ng gave no audio' });
    if (code !== 0) throw new TaskError({ kind: 'unsupported', message: `espeak-ng ended with ${code}` });
    speech.end();
  } catch (error) {
    throw error instanceof TaskError ? error : new TaskError(startFailure(error));
  } finally {
    clearTimeout(watch);
    signal.removeEventListener('abort', kill);
    kill();
    speech.free();
    await ended.catch(() => undefined);
  }
}

function startFailure(error: unknown): { kind: 'unavailable' | 'internal'; message: string } {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'EACCES') {
    return { kind: 'unavailable', message: 'PROVIDER_ESPEAK_MISSING: espeak-ng is not installed' };
  }
  return { kind: 'internal', message: `espeak-ng failed: ${code ?? 'bad output'}` };
}

/** WAV bytes in, mu-law out. */
class SpeechStream {
  readonly #gate: QuietGate;
  #header: Buffer | undefined = Buffer.alloc(0);
  #oddByte = Buffer.alloc(0);
  #resampler: Resampler | undefined;

  constructor(emit: Emit<EspeakReply>) {
    this.#gate = new QuietGate(KEEP_SAMPLES, SOUND_ABOVE, (pcm) => {
      if (pcm.length === 0) return;
      const mulaw = mulawEncode(pcm) as Uint8Array<ArrayBuffer>;
      emit({ mulaw }, [mulaw.buffer]);
    });
  }

  push(bytes: Buffer): void {
    let data = bytes;
    if (this.#header) {
      this.#header = Buffer.concat([this.#header, bytes]);
      const format = wavFormat(this.#header);
      if (!format) return;
      this.#resampler = new Resampler(format.sampleRate, 8000);
      data = this.#header.subarray(format.dataOffset);
      this.#header = undefined;
    }
    data = this.#oddByte.length > 0 ? Buffer.concat([this.#oddByte, data]) : data;
    const even = data.length & ~1;
    this.#oddByte = Buffer.from(data.subarray(even));
    this.#gate.push(this.#resampler!.process(samplesOf(data.subarray(0, even))).slice());
  }

  end(): void {
    if (!this.#resampler) return;
    this.#gate.push(this.#resampler.flush().slice());
    this.#gate.end();
  }

  free(): void {
    this.#resampler?.dispose();
  }
}
