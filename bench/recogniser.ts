/**
 * The embedded recogniser and synthesisers on this machine: word error rate over telephone audio, time and CPU for each
 * second of audio, how soon a final comes in real time, and how well the embedded voices are understood.
 *
 *   node bench/recogniser.ts [--quick] > result.json      (data: WEAVER_DATA, default ../shared/data)
 *
 * One JSON object on standard output, progress on standard error.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { mulawDecode } from '../src/lib/g711.ts';
import { EspeakSynthesiser, findEspeak } from '../src/services/providers/local/espeakSynthesiser.ts';
import { FliteSynthesiser } from '../src/services/providers/local/fliteSynthesiser.ts';
import { MoonshineRecogniser } from '../src/services/providers/local/moonshineRecogniser.ts';
import type { Synthesiser } from '../src/types/ports.ts';
import { humanClips, orderPrefix, sentences } from './recogniserTexts.ts';
import { hearWith, type Heard } from './hearing.ts';
import { wordErrors } from './wordErrors.ts';

const quick = process.argv.includes('--quick');
const root = resolve(import.meta.dirname, '..');
const folder = join(resolve(root, process.env['WEAVER_DATA'] ?? '../shared/data'), 'audio/telephony-8k');
const say = (line: string) => process.stderr.write(`${line}\n`);

/** The hangover that a voice-activity detector writes after the words, before it says that speech ended. */
const HANGOVER_MS = 300;
/** And what it keeps of the time before it was sure of speech. */
const PREROLL_MS = 200;

const moonshine = new MoonshineRecogniser({ threads: 1 });
const flite = new FliteSynthesiser({ threads: 1 });
const hear = (pcm: Int16Array, paced: boolean) => hearWith(moonshine, pcm, paced);
const startedAt = performance.now();
await moonshine.warm();
const loadMs = performance.now() - startedAt;
await flite.warm();

function clip(file: string): Int16Array {
  const bytes = readFileSync(join(folder, file));
  return mulawDecode(bytes.subarray(bytes.indexOf('data') + 8));
}

/** As a detector cuts a turn: a little before the first word, its hangover after the last. */
function asTurn(pcm: Int16Array): Int16Array {
  const turn = new Int16Array(pcm.length + (PREROLL_MS + HANGOVER_MS) * 8);
  turn.set(pcm, PREROLL_MS * 8);
  return turn;
}

async function humanSpeech() {
  if (!existsSync(folder)) {
    say(`${folder} is absent: human speech is left out`);
    return null;
  }
  let errors = 0;
  let words = 0;
  let audioSeconds = 0;
  const clips = [];
  const cpu = process.cpuUsage();
  const begun = performance.now();
  for (const { file, text } of humanClips) {
    const pcm = clip(file);
    const { text: heard, finalMs } = await hear(pcm, false);
    const score = wordErrors(text, heard);
    errors += score.errors;
    words += score.words;
    audioSeconds += pcm.length / 8000;
    clips.push({
      file,
      seconds: pcm.length / 8000,
      ms: round(finalMs),
      wer: round(score.errors / score.words, 4),
      heard,
    });
    say(`${file}: ${score.errors} of ${score.words} words wrong`);
  }
  const wallMs = performance.now() - begun;
  const used = process.cpuUsage(cpu);
  const cpuMs = (used.user + used.system) / 1000;
  return {
    clips,
    words,
    errors,
    wordErrorRate: round(errors / words, 4),
    audioSeconds: round(audioSeconds),
    wallMsPerSecondOfAudio: round(wallMs / audioSeconds),
    cpuMsPerSecondOfAudio: round(cpuMs / audioSeconds),
  };
}

/** Spoken orders have no word-for-word texts here: only whether anything was heard. */
async function spokenOrders() {
  if (!existsSync(folder)) return null;
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { file: string }[];
  const orders = manifest.filter(({ file }) => file.startsWith(orderPrefix)).slice(0, quick ? 6 : undefined);
  const heard: string[] = [];
  for (const { file } of orders) heard.push((await hear(clip(file), false)).text);
  return { clips: orders.length, notEmpty: heard.filter(Boolean).length, heard };
}

/** A call's own pace: how long after the detector's "speech ended" the final is there. */
async function realTime() {
  const clips = quick || !existsSync(folder) ? [] : humanClips;
  const runs: (Omit<Heard, 'text'> & { file: string; errors: number; words: number })[] = [];
  for (const { file, text } of clips) {
    say(`${file} in real time`);
    const { text: heard, finalMs, firstPartialMs, partials } = await hear(asTurn(clip(file)), true);
    const { errors, words } = wordErrors(text, heard);
    runs.push({
      file,
      finalMs: round(finalMs),
      firstPartialMs: firstPartialMs && round(firstPartialMs),
      partials,
      errors,
      words,
    });
  }
  for (const text of sentences.slice(0, quick ? 3 : 8)) {
    const { pcm } = await speak(flite, text, 'en-US', 'rms');
    say(`"${text}" in real time`);
    const { text: heard, finalMs, firstPartialMs, partials } = await hear(asTurn(pcm), true);
    const { errors, words } = wordErrors(text, heard);
    const file = `spoken by rms: ${text}`;
    runs.push({
      file,
      finalMs: round(finalMs),
      firstPartialMs: firstPartialMs && round(firstPartialMs),
      partials,
      errors,
      words,
    });
  }
  const sum = (pick: (run: (typeof runs)[number]) => number) => runs.reduce((all, run) => all + pick(run), 0);
  const finals = summary(runs.map(({ finalMs }) => finalMs));
  return {
    prerollMs: PREROLL_MS,
    hangoverMs: HANGOVER_MS,
    finalMs: finals,
    runs,
    wordErrorRate: round(sum((it) => it.errors) / sum((it) => it.words), 4),
  };
}

interface SpokenSentence {
  readonly pcm: Int16Array;
  readonly firstMs: number;
  readonly allMs: number;
}

function speak(by: Synthesiser, text: string, language: string, voice?: string): Promise<SpokenSentence> {
  return new Promise((done, fail) => {
    const pieces: Uint8Array[] = [];
    const begun = performance.now();
    let firstMs = 0;
    by.speak(voice ? { text, language, voice } : { text, language }, {
      audio: (mulaw) => {
        firstMs ||= performance.now() - begun;
        pieces.push(mulaw);
      },
      done: () =>
        done({ pcm: mulawDecode(Buffer.concat(pieces)), firstMs, allMs: performance.now() - begun }),
      failed: (failure) => fail(new Error(failure.message)),
    });
  });
}

async function roundTrip(voice: string) {
  let errors = 0;
  let words = 0;
  const first: number[] = [];
  const misheard = [];
  for (const text of sentences) {
    const { pcm, firstMs } = await speak(flite, text, 'en-US', voice);
    first.push(firstMs);
    const { text: heard } = await hear(asTurn(pcm), false);
    const score = wordErrors(text, heard);
    errors += score.errors;
    words += score.words;
    if (score.errors > 0) misheard.push({ text, heard });
  }
  say(`${voice}: ${errors} of ${words} words wrong`);
  return {
    voice,
    words,
    errors,
    wordErrorRate: round(errors / words, 4),
    firstAudioMs: summary(first),
    misheard,
  };
}

async function espeakTimes() {
  if (!findEspeak()) return null;
  const espeak = new EspeakSynthesiser();
  await espeak.warm();
  const first: number[] = [];
  for (let i = 0; i < 10; i++)
    first.push((await speak(espeak, '你好，我想預約星期二下晝三點。', 'zh-HK')).firstMs);
  await espeak.close();
  return { language: 'zh-HK', firstAudioMs: summary(first) };
}

function summary(values: readonly number[]) {
  const sorted = values.toSorted((a, b) => a - b);
  return { n: sorted.length, median: round(sorted[sorted.length >> 1]!), max: round(sorted.at(-1)!) };
}

function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  } catch {
    return 'unknown'; // an unpacked archive
  }
}

const results = {
  loadMs: round(loadMs),
  human: await humanSpeech(),
  orders: await spokenOrders(),
  realTime: await realTime(),
  roundTrip: [await roundTrip('rms'), await roundTrip('slt')],
  espeak: await espeakTimes(),
  rssMb: Math.round(process.memoryUsage.rss() / 1_048_576),
};
await Promise.all([moonshine.close(), flite.close()]);

const goal = (name: string, limit: number, value: number | undefined, unit: string) =>
  value === undefined ? [] : [{ name, goal: limit, value, unit, met: value <= limit }];
console.log(
  JSON.stringify(
    {
      bench: 'recogniser',
      commit: commit(),
      date: new Date().toISOString(),
      machine: {
        cpus: cpus().length,
        model: cpus()[0]?.model,
        memoryMb: Math.round(totalmem() / 1_048_576),
        node: process.version,
      },
      conditions: {
        quick,
        audio: '8 kHz mu-law',
        human:
          'read speech and one address, six clips of known text; two are the same words, once with reverberation',
        threads: 1,
      },
      results,
      goals: [
        ...goal(
          'word error rate, human read speech over mu-law',
          0.05,
          results.human?.wordErrorRate,
          'ratio',
        ),
        ...goal('CPU for a second of audio', 100, results.human?.cpuMsPerSecondOfAudio, 'ms'),
        ...results.roundTrip.flatMap((it) =>
          goal(`word error rate, voice ${it.voice}`, 0.1, it.wordErrorRate, 'ratio'),
        ),
      ],
    },
    null,
    2,
  ),
);
