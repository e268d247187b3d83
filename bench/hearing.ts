/** One turn, written to a recogniser. */
import type { Recogniser } from '../src/types/ports.ts';

const FRAME = 160;

export interface Heard {
  readonly text: string;
  readonly finalMs: number;
  readonly firstPartialMs: number | null;
  readonly partials: number;
}

/** `paced`: frame by frame in real time, as a call writes them; else all at once. */
export function hearWith(recogniser: Recogniser, pcm: Int16Array, paced: boolean): Promise<Heard> {
  return new Promise((done, fail) => {
    let finishedAt = 0;
    let firstPartialMs: number | null = null;
    let partials = 0;
    const begun = performance.now();
    const session = recogniser.open(
      { language: 'en-US', sampleRate: 8000 },
      {
        partial: () => {
          partials += 1;
          firstPartialMs ??= performance.now() - begun;
        },
        final: (text) => {
          session.close();
          done({ text, finalMs: performance.now() - finishedAt, firstPartialMs, partials });
        },
        failed: (failure) => fail(new Error(failure.message)),
      },
    );
    session.begin();
    const finish = () => {
      finishedAt = performance.now();
      session.finish();
    };
    if (!paced) {
      session.write(pcm);
      return finish();
    }
    let at = 0;
    const timer = setInterval(() => {
      const due = Math.min(pcm.length, Math.floor((performance.now() - begun) / 20) * FRAME);
      for (; at < due; at += FRAME) session.write(pcm.subarray(at, Math.min(due, at + FRAME)));
      if (at < pcm.length) return;
      clearInterval(timer);
      finish();
    }, 10);
  });
}
