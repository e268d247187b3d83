/**
 * Audio of lines that belong to no caller, kept across restarts: scripted lines, and cached answers without anything filled
 * in. What was said with a caller's values in it stays in memory and ends there.
 */
import type { CacheJournal, StoredCacheAudio } from '../../types/cacheJournal.ts';
import type { Clock } from '../../types/clock.ts';
import { cutClauses, type PromptCache } from '../audio/index.ts';

export interface KeptAudioOptions {
  readonly journal: Pick<CacheJournal, 'loadAudio' | 'putAudio' | 'removeAudio'>;
  readonly audio: PromptCache;
  readonly clock: Clock;
  readonly workspace: string;
  /** Texts that may be written down, as the voice is given them. */
  readonly publicTexts: () => Iterable<string>;
  readonly onError: (error: unknown) => void;
}

export const KEPT_AUDIO_BYTES = 32 * 1024 * 1024;
const KEEP_EVERY_MS = 10 * 60_000;
/** Written in pieces, so that none holds the event loop. */
const ROWS_PER_WRITE = 16;
const MOST_LINES = 5_000;

export class KeptAudio {
  readonly #options: KeptAudioOptions;
  readonly #written = new Set<string>();
  #timer: unknown = null;

  constructor(options: KeptAudioOptions) {
    this.#options = options;
  }

  /** Puts back what was kept; then keeps what is said, from time to time. Never rejects. */
  async open(): Promise<void> {
    const { journal, audio, workspace, onError } = this.#options;
    try {
      const rows = await journal.loadAudio(workspace, KEPT_AUDIO_BYTES);
      for (const { key } of rows) this.#written.add(key);
      audio.load(rows);
    } catch (error) {
      onError(error);
    }
    this.#later();
  }

  /** Writes down what is not written yet, and forgets what is said no more. Never rejects. */
  async keep(): Promise<void> {
    const { journal, audio, clock, workspace, onError } = this.#options;
    const allowed = new Set(
      [...this.#options.publicTexts()].flatMap((text) => [text.trim(), ...clausesOf(text)]),
    );
    const usedAt = new Date(clock.wall()).toISOString();
    let bytes = 0;
    const wanted = audio.entriesByUse(MOST_LINES).filter(({ key, mulaw }) => {
      if (!allowed.has(textOf(key)) || bytes + mulaw.length > KEPT_AUDIO_BYTES) return false;
      bytes += mulaw.length;
      return true;
    });
    const keys = new Set(wanted.map(({ key }) => key));
    try {
      const fresh = wanted.filter(({ key }) => !this.#written.has(key));
      for (let at = 0; at < fresh.length; at += ROWS_PER_WRITE)
        await journal.putAudio(
          fresh.slice(at, at + ROWS_PER_WRITE).map(({ key, mulaw, hits }): StoredCacheAudio => ({
            key,
            workspace,
            workflowId: '',
            mulaw,
            usedAt,
            hits,
          })),
        );
      // Before a workflow is made ready nobody knows which lines are its own.
      const stale = allowed.size === 0 ? [] : [...this.#written].filter((key) => !keys.has(key));
      if (stale.length > 0) await journal.removeAudio(stale);
      for (const key of stale) this.#written.delete(key);
      for (const key of keys) this.#written.add(key);
    } catch (error) {
      onError(error);
    }
  }

  async close(): Promise<void> {
    this.#options.clock.cancel(this.#timer);
    await this.keep();
  }

  #later(): void {
    this.#timer = this.#options.clock.after(KEEP_EVERY_MS, () => {
      void this.keep().then(() => this.#later());
    });
  }
}

function clausesOf(text: string): string[] {
  return cutClauses(text).map((clause) => clause.trim());
}

/** The text in a line's key (`promptKey`). */
function textOf(key: string): string {
  const [text] = JSON.parse(key) as [string];
  return text;
}
