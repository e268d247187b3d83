/** The journal in the most naive form: one write after the other, in memory. What the databases do is compared with it. */
import type { CachePurge, CacheWrite, StoredCacheEntry } from '../../../src/types/cacheJournal.ts';

interface Kept {
  entry: StoredCacheEntry;
  readonly answers: Map<string, string>;
  /** By answer and call. */
  readonly observations: Map<string, { readonly callSid: string; readonly line: string }>;
}

export class CacheModel {
  readonly #kept = new Map<string, Kept>();

  write(write: CacheWrite): void {
    switch (write.kind) {
      case 'entry': {
        const found = this.#kept.get(write.entry.id);
        if (found) found.entry = write.entry;
        else {
          this.#kept.set(write.entry.id, { entry: write.entry, answers: new Map(), observations: new Map() });
        }
        return;
      }
      case 'answer': {
        const { entryId, answerId, standing } = write.answer;
        this.#kept.get(entryId)?.answers.set(answerId, standing);
        return;
      }
      case 'observation': {
        const { entryId, answerId, callSid, values } = write.observation;
        const line = `${answerId} ${callSid} ${values}`;
        this.#kept.get(entryId)?.observations.set(`${answerId} ${callSid}`, { callSid, line });
        return;
      }
      case 'used': {
        const found = this.#kept.get(write.entryId);
        if (found) found.entry = { ...found.entry, hits: write.hits, usedAt: write.usedAt };
        return;
      }
      case 'remove':
        this.#kept.delete(write.entryId);
        return;
      default:
        throw new Error(`the model does not know ${write.kind}`);
    }
  }

  /** Answers the ids that went. */
  purge(what: CachePurge): string[] {
    const gone: string[] = [];
    for (const [id, { entry, answers, observations }] of this.#kept) {
      const { nodeId } = entry.scope;
      if (what.nodeId !== undefined && what.nodeId !== nodeId) continue;
      if (what.entryIds && !what.entryIds.includes(id)) continue;
      if (what.callSids) {
        const before = observations.size;
        for (const [key, { callSid }] of observations) {
          if (what.callSids.includes(callSid)) observations.delete(key);
        }
        const judged = [...answers.values()].some((standing) => standing !== 'learned');
        const touched = observations.size !== before;
        if (touched) dropUnsupported(answers, [...observations.keys()]);
        if (!touched || observations.size > 0 || judged) continue;
      }
      this.#kept.delete(id);
      gone.push(id);
    }
    return gone.sort();
  }

  /** One line for each that is kept, in order. */
  lines(): string[] {
    return [...this.#kept]
      .flatMap(([id, { entry, answers, observations }]) => [
        `entry ${id} ${entry.hits} ${entry.scope.nodeId}`,
        ...[...answers].map(([answerId, standing]) => `answer ${id} ${answerId} ${standing}`),
        ...[...observations.values()].map(({ line }) => `observation ${id} ${line}`),
      ])
      .sort();
  }
}

/** Learned answers that no call got any more: an observation's key begins with its answer. */
function dropUnsupported(answers: Map<string, string>, observed: readonly string[]): void {
  for (const [answerId, standing] of answers)
    if (standing === 'learned' && !observed.some((key) => key.startsWith(`${answerId} `)))
      answers.delete(answerId);
}
