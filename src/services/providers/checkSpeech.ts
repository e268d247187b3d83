/** Speaking and hearing for a check, as a call does it. */
import { mulawDecode } from '../../lib/g711.ts';
import { primarySubtag, type LanguageTag } from '../../types/language.ts';
import type { Recogniser, Synthesiser, Voice } from '../../types/ports.ts';
import { promised, step, type StepLimits } from './checkStep.ts';

export const TELEPHONE_RATE = 8_000;
/** What a call writes at a time, in a check: coarse, so that a busy machine keeps up. */
const PIECE_MS = 100;
/** Before the speech as much silence as the engine gives, and after it what it takes to notice the end. */
const SILENCE_BEFORE_MS = 300;
const SILENCE_AFTER_MS = 300;
/** More than a voice needs for the test sentence. */
const MOST_HEARD_MS = 10_000;
const MOST_NAMES = 20;
const MOST_NAME_LENGTH = 60;

export interface Spoken {
  readonly firstOutputMs: number;
  readonly totalMs: number;
  /** mu-law, 8 kHz. */
  readonly audio: Uint8Array;
}

export function speakOnce(part: Synthesiser, language: LanguageTag, limits: StepLimits): Promise<Spoken> {
  const { clock } = limits;
  const pieces: Uint8Array[] = [];
  const began = clock.now();
  let firstOutputMs: number | undefined;
  return step(limits, ({ alive, done, failed }) => {
    const run = part.speak(
      { text: sentenceIn(language), language },
      {
        audio(mulaw) {
          firstOutputMs ??= clock.now() - began;
          pieces.push(mulaw.slice());
          alive();
        },
        done: () => {
          const totalMs = clock.now() - began;
          done({ firstOutputMs: firstOutputMs ?? totalMs, totalMs, audio: joined(pieces) });
        },
        failed,
      },
    );
    return () => run.cancel();
  });
}

export interface Heard {
  /** End of the speech to the final. */
  readonly firstOutputMs: number;
  readonly totalMs: number;
  /** Of the text: the words themselves are nobody's business. */
  readonly characters: number;
}

/** Lets the recogniser hear the audio at the pace of a telephone line, so that the final's delay is one that callers feel. */
export function hearOnce(
  part: Recogniser,
  language: LanguageTag,
  audio: Uint8Array,
  limits: StepLimits,
): Promise<Heard> {
  const { clock } = limits;
  const pcm = withSilence(mulawDecode(audio.subarray(0, samples(MOST_HEARD_MS))));
  const piece = samples(PIECE_MS);
  const began = clock.now();
  let finishedAt = began;
  let timer: unknown;
  let stopped = false;
  return step(limits, ({ alive, done, failed }) => {
    const session = part.open(
      { language, sampleRate: TELEPHONE_RATE },
      {
        partial: alive,
        final(text) {
          const now = clock.now();
          done({ firstOutputMs: now - finishedAt, totalMs: now - began, characters: text.trim().length });
        },
        failed,
      },
    );
    const writeFrom = (at: number): void => {
      if (stopped) return;
      alive();
      if (at >= pcm.length) {
        finishedAt = clock.now();
        session.finish();
        return;
      }
      session.write(pcm.subarray(at, at + piece));
      if (stopped) return; // it broke at that
      const next = at + piece;
      // Counted from the beginning: waiting errors do not add up.
      const due = began + (Math.min(next, pcm.length) * 1_000) / TELEPHONE_RATE;
      timer = clock.after(Math.max(0, due - clock.now()), () => writeFrom(next));
    };
    session.begin();
    writeFrom(0);
    return () => {
      stopped = true;
      clock.cancel(timer);
      session.close();
    };
  });
}

export interface VoicesFound {
  readonly count: number;
  readonly names: string[];
}

/** Voices for the language, asked of the provider where it can be asked. */
export async function voicesFor(
  part: Synthesiser,
  language: LanguageTag,
  limits: StepLimits,
): Promise<VoicesFound> {
  const list = part.listVoices?.bind(part);
  const voices = list ? await promised(limits, list) : part.voices();
  const fitting = voicesOf(voices, language);
  return { count: fitting.length, names: fitting.slice(0, MOST_NAMES).map(({ name }) => printable(name)) };
}

/** The provider's text, on somebody's terminal. */
function printable(name: string): string {
  return name.replace(/\p{C}/gu, '').slice(0, MOST_NAME_LENGTH);
}

/** Of exactly the language; failing that, of another region. Not so for Chinese, where the region is the language. */
function voicesOf(voices: readonly Voice[], language: LanguageTag): Voice[] {
  const anyLanguage = (voice: Voice) => voice.languages.length === 0;
  const exact = voices.filter((voice) => anyLanguage(voice) || voice.languages.includes(language));
  const primary = primarySubtag(language);
  if (exact.length > 0 || primary === 'zh') return exact;
  return voices.filter(({ languages }) => languages.some((tag) => primarySubtag(tag) === primary));
}

const sentences: Readonly<Record<string, string>> = {
  en: 'Hello, this is a short test.',
  'zh-HK': '你好，呢個係一個測試。',
  'zh-MO': '你好，呢個係一個測試。',
  'zh-TW': '你好，這是一個測試。',
  yue: '你好，呢個係一個測試。',
  zh: '你好，这是一个测试。',
  ja: 'こんにちは、これはテストです。',
  ko: '안녕하세요, 테스트입니다.',
  es: 'Hola, esto es una prueba.',
  fr: 'Bonjour, ceci est un essai.',
  de: 'Guten Tag, das ist ein kurzer Test.',
  it: 'Buongiorno, questa è una prova.',
  pt: 'Olá, isto é um teste.',
};

/** A short sentence of the language, or else numbers, which every voice can read. */
export function sentenceIn(language: LanguageTag): string {
  return sentences[language] ?? sentences[primarySubtag(language)] ?? '1, 2, 3, 4, 5.';
}

const samples = (ms: number): number => (ms * TELEPHONE_RATE) / 1_000;

function withSilence(speech: Int16Array): Int16Array {
  const before = samples(SILENCE_BEFORE_MS);
  const pcm = new Int16Array(before + speech.length + samples(SILENCE_AFTER_MS));
  pcm.set(speech, before);
  return pcm;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const audio = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    audio.set(piece, at);
    at += piece.length;
  }
  return audio;
}
