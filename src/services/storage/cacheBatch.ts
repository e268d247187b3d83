import type { CacheRowWrite, CacheUseRow } from './cacheRows.ts';
import type {
  CacheAnswerRow,
  CacheAudioRow,
  CacheEntryRow,
  CacheLabelRow,
  CacheModelRow,
  CacheObservationRow,
  CacheVectorRow,
} from './schema.ts';

/** What a batch leaves of one entry. */
export interface EntryChanges {
  /** The stored one is to go before anything below is written. */
  removed: boolean;
  entry: CacheEntryRow | undefined;
  /** Later than `entry`. */
  used: CacheUseRow | undefined;
  readonly answers: Map<string, CacheAnswerRow>;
  readonly observations: Map<string, CacheObservationRow>;
  readonly vectors: Map<string, CacheVectorRow>;
}

/**
 * Writes folded into what they leave: every row once (PostgreSQL refuses to update one twice in a statement), so that kind
 * after kind can be written with the outcome of one write after the other.
 */
export class CacheBatch {
  readonly entries = new Map<string, EntryChanges>();
  readonly labels = new Map<string, CacheLabelRow>();
  readonly models = new Map<string, CacheModelRow>();
  readonly audio = new Map<string, Map<string, CacheAudioRow>>();
  readonly removedAudio = new Set<string>();

  get empty(): boolean {
    return [this.entries, this.labels, this.models, this.audio, this.removedAudio].every(
      ({ size }) => size === 0,
    );
  }

  /**
   * False where folding would not do: what comes before its entry is to be dropped, unless the entry is stored already,
   * and that is not known here. What has been added so far is to be written first.
   */
  takes(write: CacheRowWrite): boolean {
    if (write.kind !== 'entry') return true;
    const changes = this.entries.get(write.row.id);
    if (!changes || changes.entry || changes.removed) return true;
    return changes.answers.size + changes.observations.size + changes.vectors.size === 0;
  }

  add(write: CacheRowWrite): void {
    switch (write.kind) {
      case 'entry': {
        const changes = this.#of(write.row.id);
        changes.entry = write.row;
        changes.used = undefined;
        return;
      }
      case 'remove':
        this.entries.set(write.id, { ...noChanges(), removed: true });
        return;
      case 'label':
        this.labels.set(JSON.stringify([write.row.workspace, write.row.id]), write.row);
        return;
      case 'model':
        this.models.set(JSON.stringify([write.row.workspace, write.row.workflow_id]), write.row);
        return;
      case 'audio': {
        const found = this.audio.get(write.row.id) ?? new Map<string, CacheAudioRow>();
        this.audio.set(write.row.id, found.set(write.row.workspace, write.row));
        return;
      }
      case 'remove-audio':
        this.removedAudio.add(write.id);
        this.audio.delete(write.id);
        return;
      default:
        this.#addDependent(write);
    }
  }

  #addDependent(write: Extract<CacheRowWrite, { kind: 'used' | 'answer' | 'observation' | 'vector' }>): void {
    const changes = this.#of(write.kind === 'used' ? write.row.id : write.row.entry_id);
    if (changes.removed && !changes.entry) return;
    if (write.kind === 'used') changes.used = write.row;
    if (write.kind === 'answer') changes.answers.set(write.row.answer_id, write.row);
    if (write.kind === 'vector') changes.vectors.set(write.row.embedder, write.row);
    if (write.kind === 'observation') {
      changes.observations.set(JSON.stringify([write.row.answer_id, write.row.call_sid]), write.row);
    }
  }

  #of(entryId: string): EntryChanges {
    let changes = this.entries.get(entryId);
    if (!changes) this.entries.set(entryId, (changes = noChanges()));
    return changes;
  }
}

function noChanges(): EntryChanges {
  return {
    removed: false,
    entry: undefined,
    used: undefined,
    answers: new Map(),
    observations: new Map(),
    vectors: new Map(),
  };
}
