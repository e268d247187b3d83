/** The accept models of each workflow: labels come in, models come out, nothing waits for either. */
import { z } from 'zod';
import type { JsonValue } from '../../types/json.ts';
import type { CacheContents, CacheWrite } from '../../types/cacheJournal.ts';
import { leastLabels } from './accept/certificate.ts';
import { readLabel, type VerifiedLabel } from './accept/storedLabel.ts';
import type { CacheOwner } from './scope.ts';
import { Trainer, type AcceptModels } from './accept/trainer.ts';
import { AGREEING } from './lookup.ts';

/** Kept per workflow: callers change, and old labels speak of another cache. */
const KEPT = 4_000;
const FIRST_FIT = 100;
/** New labels after which the models are made anew. */
const FIT_EVERY = 200;

const logistic = z.object({
  mean: z.array(z.number()),
  deviation: z.array(z.number()),
  weights: z.array(z.number()),
});
const acceptModel = z.object({
  choose: logistic,
  accept: logistic,
  certificate: z.object({ threshold: z.number(), passed: z.number(), wrong: z.number() }).nullable(),
  delta: z.number(),
  confidence: z.number(),
  labels: z.number(),
});
const stored = z.object({
  plain: acceptModel.nullable(),
  embedded: acceptModel.nullable(),
  /** null = never: JSON has no infinity. */
  agreeing: z.number().nullable(),
  labels: z.number(),
  delta: z.number(),
  version: z.number().default(-1),
  embedder: z.string().default(''),
});

/** Versions and bounds of a workflow for which models are kept. */
const MOST_MODELS = 6;

type Asked = Pick<CacheOwner, 'workflowId' | 'workflowVersion'>;

function keyOf(version: number, delta: number): string {
  return `${version} ${delta}`;
}

export interface Certification {
  /** `shadow`: looks up and learns, serves only what is approved or agreed on by calls. */
  readonly mode: 'shadow' | 'certified';
  /** Of the version asked last. */
  readonly labels: number;
  /** Labels at which a certificate becomes possible, if hardly any is wrong. */
  readonly labelsNeeded: number;
  readonly wrongAmongHits: number;
  readonly agreeing: number | null;
  readonly plain: AcceptModels['plain'];
  readonly embedded: AcceptModels['embedded'];
}

interface Known {
  labels: VerifiedLabel[];
  /** By version and bound: a draft may try another than the published version. The newest few. */
  models: Map<string, AcceptModels>;
  /** Asked last. */
  version: number;
  /** Whose vectors came last. */
  embedder: string;
  /** Labels since the last fit. */
  fresh: number;
  fitting: Promise<void> | null;
}

export class WorkflowModels {
  readonly #trainer = new Trainer();
  readonly #known = new Map<string, Known>();
  readonly #write: (writes: readonly CacheWrite[]) => Promise<void>;
  readonly #workspace: string;
  readonly #now: () => string;

  constructor(workspace: string, write: (writes: readonly CacheWrite[]) => Promise<void>, now: () => string) {
    this.#workspace = workspace;
    this.#write = write;
    this.#now = now;
  }

  fill({ labels, models }: CacheContents): void {
    for (const { workflowId, callSid, label } of labels) {
      const read = readLabel(label, callSid);
      if (read) this.#of(workflowId).labels.push(read);
    }
    for (const known of this.#known.values()) {
      known.labels = known.labels.slice(-KEPT);
      known.version = known.labels.at(-1)?.version ?? -1;
      known.embedder = known.labels.findLast(({ embedder }) => embedder !== '')?.embedder ?? '';
    }
    for (const { workflowId, model } of models) {
      const read = stored.safeParse(model);
      if (read.success)
        this.#of(workflowId).models.set(keyOf(read.data.version, read.data.delta), {
          ...read.data,
          agreeing: read.data.agreeing ?? Infinity,
        });
    }
  }

  /**
   * What to go by under a bound. Models fitted for another bound or another version are not used, but what they say of the
   * exact layer is heeded. `embedder`: whose vector is compared.
   */
  models(
    { workflowId, workflowVersion }: Asked,
    delta: number,
    embedder?: string,
  ): Pick<AcceptModels, 'plain' | 'embedded' | 'agreeing'> {
    const known = this.#known.get(workflowId)?.models;
    const models = known?.get(keyOf(workflowVersion, delta));
    if (models)
      return embedder === undefined || embedder === models.embedder ? models : { ...models, embedded: null };
    const others = [...(known?.values() ?? [])].map(({ agreeing }) => agreeing);
    return { plain: null, embedded: null, agreeing: Math.max(AGREEING, ...others) };
  }

  /** A workflow is answered under this bound from now on: models for it are fitted when there are labels and none yet. */
  wanted({ workflowId, workflowVersion }: Asked, delta: number): void {
    const known = this.#known.get(workflowId);
    if (!known) return;
    known.version = workflowVersion;
    if (!known.models.has(keyOf(workflowVersion, delta)) && known.labels.length >= FIRST_FIT)
      this.#fit(workflowId, delta);
  }

  /** Vectors come from somebody else from now on: what was certified with the old ones says nothing of them. */
  distrustEmbedded(): void {
    for (const { models } of this.#known.values())
      for (const [key, model] of models) models.set(key, { ...model, embedded: null });
  }

  add(workflowId: string, label: VerifiedLabel, delta: number): void {
    const known = this.#of(workflowId);
    known.labels.push(label);
    if (known.labels.length > KEPT) known.labels.shift();
    known.fresh++;
    known.version = label.version;
    if (label.embedder !== '') known.embedder = label.embedder;
    // Until something is certified, every label may be the one that was missing.
    const models = known.models.get(keyOf(label.version, delta));
    const certified = models?.plain?.certificate ?? models?.embedded?.certificate;
    const due = certified ? FIT_EVERY : FIRST_FIT;
    if (known.fresh >= due) this.#fit(workflowId, delta);
  }

  /** Calls that are forgotten are no evidence any more; what was fitted with them goes at the next fit. */
  forgetCalls(callSids: ReadonlySet<string>): void {
    for (const known of this.#known.values())
      known.labels = known.labels.filter(({ callSid }) => !callSids.has(callSid));
  }

  forgetWorkflow(workflowId: string): void {
    this.#known.delete(workflowId);
  }

  forgetAll(): void {
    this.#known.clear();
  }

  certification(workflowId: string, delta: number): Certification {
    const known = this.#known.get(workflowId);
    const models = known?.models.get(keyOf(known.version, delta));
    const certified = models?.plain?.certificate || models?.embedded?.certificate;
    return {
      mode: certified ? 'certified' : 'shadow',
      labels: known?.labels.filter(({ version }) => version === known.version).length ?? 0,
      // Perhaps a third of them pass a useful threshold.
      labelsNeeded: leastLabels(delta) * 3,
      wrongAmongHits: delta,
      agreeing: models && models.agreeing !== Infinity ? models.agreeing : models ? null : AGREEING,
      plain: models?.plain ?? null,
      embedded: models?.embedded ?? null,
    };
  }

  /** Fits now, whatever is due; resolves when the models are in use. */
  async refit(workflowId: string, delta: number): Promise<void> {
    await this.#known.get(workflowId)?.fitting;
    this.#fit(workflowId, delta);
    await this.#known.get(workflowId)?.fitting;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#known.values()].map(({ fitting }) => fitting));
    await this.#trainer.close();
  }

  #fit(workflowId: string, delta: number): void {
    const known = this.#of(workflowId);
    if (known.fitting) return;
    known.fresh = 0;
    const basis = { version: known.version, embedder: known.embedder };
    known.fitting = this.#trainer.fit(known.labels, delta, basis).then(async (models) => {
      known.fitting = null;
      // Forgotten meanwhile.
      if (!models || this.#known.get(workflowId) !== known) return;
      const key = keyOf(models.version, delta);
      known.models.delete(key);
      known.models.set(key, models);
      const [oldest] = known.models.keys();
      if (known.models.size > MOST_MODELS && oldest !== undefined) known.models.delete(oldest);
      const { agreeing, ...rest } = models;
      const model = { ...rest, agreeing: agreeing === Infinity ? null : agreeing } as unknown as JsonValue;
      await this.#write([{ kind: 'model', workspace: this.#workspace, workflowId, model, at: this.#now() }]);
    });
  }

  #of(workflowId: string): Known {
    let known = this.#known.get(workflowId);
    if (!known)
      this.#known.set(
        workflowId,
        (known = { labels: [], models: new Map(), version: -1, embedder: '', fresh: 0, fitting: null }),
      );
    return known;
  }
}
