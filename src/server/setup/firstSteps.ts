/** What a new owner has done for the first time. Kept once it happened: calls that prove it may be deleted later. */
import { defineSetting, type Store } from '../../services/storage/index.ts';
import { firstSteps, type FirstSteps } from '../../types/apiSetup.ts';
import type { Clock } from '../../types/clock.ts';

const setting = defineSetting<FirstSteps>('first-steps', firstSteps);
const CALLS_LOOKED_AT = 100;

export class FirstStepsTaken {
  readonly #store: Store;
  readonly #clock: Clock;
  #known: FirstSteps | null = null;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  async read(): Promise<FirstSteps> {
    const before = (this.#known ??= (await this.#store.settings.get(setting)) ?? {
      flow: null,
      talked: null,
      number: null,
    });
    if (before.flow && before.talked && before.number) return before;
    const now = { ...before };
    now.flow ??= await this.#flowPublished();
    if (!now.talked || !now.number) {
      const { calls } = await this.#store.calls.list({ limit: CALLS_LOOKED_AT });
      now.talked ??= calls.find(({ carrier }) => carrier === 'browser')?.startedAt ?? null;
      now.number ??=
        calls.find(({ carrier }) => carrier === 'twilio' || carrier === 'telnyx')?.startedAt ?? null;
    }
    if (now.flow !== before.flow || now.talked !== before.talked || now.number !== before.number)
      await this.#store.settings.set(setting, now);
    return (this.#known = now);
  }

  /** The demos are published by the server, once each: a second version, or another flow, is somebody's own work. */
  async #flowPublished(): Promise<string | null> {
    for (const { id, publishedVersion } of await this.#store.workflows.list()) {
      if (publishedVersion === null) continue;
      const [newest] = await this.#store.workflows.versions(id);
      const demo = publishedVersion === 1 && newest?.note === 'Demo';
      if (!demo) return newest?.publishedAt ?? new Date(this.#clock.wall()).toISOString();
    }
    return null;
  }
}
