/** `POST /v1/audio/transcriptions`: hears the tone speech in a WAV file; answers JSON, or events word by word. */
import { setTimeout as sleep } from 'node:timers/promises';
import { readWav, type Recording } from '../../caller/wav.ts';
import { ToneEar } from '../toneSpeech.ts';
import { invalid, noSuchModel, type ApiError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import type { SimulatedModel } from './models.ts';
import { FormError, parseForm } from './multipart.ts';

const BETWEEN_WORDS_MS = 2;
const SHORTEST_S = 0.1;
const STEP_MS = 10;
/** A silence as long as this lies between two words. */
const PAUSE_MS = 150;
const QUIET = 800;

/** What these models answer to silence: a sentence that ended many videos of their training. */
export const SILENCE_HALLUCINATION = 'Thank you for watching!';

/** Whisper's languages. Cantonese (`yue`) came with large-v3, which is not what the API runs. */
const languages = new Set(
  (
    'en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg lt la mi ml cy ' +
    'sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu am yi ' +
    'lo uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw su'
  ).split(' '),
);
const fields = new Set(
  'model language prompt response_format temperature stream chunking_strategy include[] timestamp_granularities[]'.split(
    ' ',
  ),
);
const formats = new Set(['json', 'text', 'srt', 'verbose_json', 'vtt']);

export interface TranscriptionRequest {
  readonly fields: Readonly<Record<string, string>>;
  readonly filename: string;
  readonly rate: number;
  readonly seconds: number;
  /** What is said in the file. */
  readonly text: string;
  readonly streams: boolean;
}

/** The request, or what is wrong with it. */
export function readTranscriptionRequest(
  contentType: string | undefined,
  body: Buffer,
  models: Readonly<Record<string, SimulatedModel>>,
): TranscriptionRequest | ApiError {
  const form = readForm(contentType, body);
  if ('status' in form) return form;
  const { values, file, filename } = form;
  const { model: name, language, response_format: format = 'json', stream, temperature } = values;
  if (name === undefined) return invalid('you must provide a model parameter', 'model');
  const model = models[name];
  if (model?.work !== 'stt') return noSuchModel(name);
  if (language !== undefined && !languages.has(language)) {
    const message = `Language '${language}' is not supported. Language parameter must be specified in ISO-639-1 format.`;
    return invalid(message, 'language', 'unsupported_language');
  }
  if (!formats.has(format)) return invalid(`Invalid value: '${format}'.`, 'response_format', 'invalid_value');
  if (format !== 'json') return invalid(`This simulated host does not answer ${format}.`, 'response_format');
  if (stream !== undefined && stream !== 'true' && stream !== 'false') {
    return invalid('Input should be a valid boolean', 'stream');
  }
  if (temperature !== undefined && !(Number(temperature) >= 0 && Number(temperature) <= 1)) {
    return invalid('Input should be between 0 and 1', 'temperature');
  }
  const recording = readFile(file);
  if (!recording || (model.fileRates && !model.fileRates.includes(recording.rate))) {
    return invalid('The audio file could not be decoded or its format is not supported.', 'file');
  }
  const seconds = recording.samples.length / recording.rate;
  if (seconds < SHORTEST_S) {
    return invalid(
      'Audio file is too short. Minimum audio length is 0.1 seconds.',
      'file',
      'audio_too_short',
    );
  }
  const heard = wordsOf(recording);
  return {
    fields: values,
    filename,
    rate: recording.rate,
    seconds,
    text: heard === '' ? SILENCE_HALLUCINATION : heard,
    streams: model.streams && stream === 'true',
  };
}

export async function transcribe(request: TranscriptionRequest, exchange: Exchange): Promise<void> {
  const type = request.streams ? 'text/event-stream' : 'application/json';
  if (!(await exchange.begin(type))) return;
  const usage = { type: 'duration', seconds: Math.ceil(request.seconds) };
  if (!request.streams) return exchange.json({ text: request.text, usage });
  const { response } = exchange;
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.flushHeaders();
  const send = (event: unknown) => response.write(`data: ${JSON.stringify(event)}\n\n`);
  for (const delta of request.text.match(/\s*\S+/g) ?? []) {
    if (!exchange.go()) return;
    send({ type: 'transcript.text.delta', delta });
    await sleep(BETWEEN_WORDS_MS);
  }
  if (!exchange.go()) return;
  send({ type: 'transcript.text.done', text: request.text, usage });
  response.end();
}

/** Tone speech, and a space wherever the caller paused. */
function wordsOf({ samples, rate }: Recording): string {
  // Half the samples are half the work: at 16 kHz, telephone speech has nothing that would fold.
  const skip = rate === 16_000 ? 2 : 1;
  const pcm = new Int16Array(Math.floor(samples.length / skip));
  for (let i = 0; i < pcm.length; i++)
    pcm[i] = Math.min(32_767, Math.round((samples[i * skip] ?? 0) * 32_768));
  const ear = new ToneEar(rate / skip);
  const step = (STEP_MS * rate) / skip / 1_000;
  const words: string[] = [];
  const settle = () => {
    ear.end();
    if (ear.text !== '') words.push(ear.text);
    ear.clear();
  };
  let quietMs = 0;
  for (let at = 0; at < pcm.length; at += step) {
    const piece = pcm.subarray(at, at + step);
    quietMs = piece.some((sample) => Math.abs(sample) > QUIET) ? 0 : quietMs + STEP_MS;
    ear.push(piece);
    if (quietMs === PAUSE_MS) settle();
  }
  settle();
  return words.join(' ');
}

interface TranscriptionForm {
  readonly values: Readonly<Record<string, string>>;
  readonly file: Buffer;
  readonly filename: string;
}

function readForm(contentType: string | undefined, body: Buffer): TranscriptionForm | ApiError {
  try {
    const values: Record<string, string> = {};
    let file: { data: Buffer; filename: string } | undefined;
    for (const part of parseForm(contentType, body)) {
      if (part.name === 'file') {
        // The service goes by the name: without a known ending it refuses the file.
        if (!/\.wav$/i.test(part.filename ?? '')) return invalid('Invalid file format.', 'file');
        file = { data: part.data, filename: part.filename ?? '' };
      } else if (!fields.has(part.name) || part.filename !== undefined) {
        return invalid(`Unrecognized request argument supplied: ${part.name}`);
      } else if (Object.hasOwn(values, part.name) && !part.name.endsWith('[]')) {
        return invalid(`Duplicate parameter: ${part.name}`, part.name);
      } else values[part.name] = part.data.toString('utf8');
    }
    if (!file) return invalid('you must provide a file parameter', 'file');
    return { values, file: file.data, filename: file.filename };
  } catch (error) {
    if (error instanceof FormError) return invalid(`Could not parse multipart form: ${error.message}`);
    throw error;
  }
}

function readFile(file: Buffer): Recording | null {
  try {
    return readWav(file);
  } catch {
    return null; // the answer says that it could not be decoded
  }
}
