/**
 * Keeps the draft on the server the same as the document in this page, and loses nothing on the way: saves a moment after a
 * change, keeps trying while the server is away, keeps what is unsaved in this browser, merges what somebody else saved, and
 * asks when both changed the same thing or when most of the flow would be gone.
 */
import type { WorkflowDocument } from '../../../types/workflow.ts';
import { mergeDocuments, same, type Path } from '../document/merge.ts';
import { shrinkOf, type Shrink } from '../document/shrink.ts';

export interface Draft {
  readonly document: WorkflowDocument;
  readonly etag: string;
}

/** What is not saved yet, with what it was made from. */
export interface UnsavedCopy extends Draft {
  readonly base: WorkflowDocument;
}

export interface SaveFailure {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

export type SaveState =
  | { readonly state: 'saved' | 'changed' | 'saving' }
  /** Is tried again by itself. */
  | { readonly state: 'waiting'; readonly failure: SaveFailure }
  /** Trying again would not help; the next change tries. */
  | { readonly state: 'refused'; readonly failure: SaveFailure }
  | { readonly state: 'shrunk'; readonly shrink: Shrink }
  /** Somebody else saved, and both changed the same. */
  | { readonly state: 'conflict'; readonly theirs: Draft; readonly conflicts: readonly Path[] };

export interface KeeperPorts {
  load(): Promise<Draft>;
  /** The new etag. Errors are told apart by `kindOf`. */
  save(document: WorkflowDocument, etag: string): Promise<string>;
  kindOf(error: unknown): { readonly kind: 'stale' | 'passing' | 'refused'; readonly failure: SaveFailure };
  /** Into this browser; null: nothing is unsaved. */
  keep(copy: UnsavedCopy | null): void;
  onState(state: SaveState): void;
  /** The document with somebody else's changes in it. `theirs` and `base`: to bring them into the history as well. */
  onMerged(document: WorkflowDocument, theirs: WorkflowDocument, base: WorkflowDocument): void;
  onSaved(etag: string): void;
}

const PAUSE_MS = 1_000;
/** However long somebody types without a pause. */
const LONGEST_PAUSE_MS = 5_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 15_000;

export class DraftKeeper {
  #ports: KeeperPorts;
  #base: WorkflowDocument;
  #etag: string;
  #current: WorkflowDocument;
  #state: SaveState = { state: 'saved' };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #changedAt: number | null = null;
  #failures = 0;
  #busy: Promise<void> | null = null;
  #allowed: WorkflowDocument | null = null;
  #closed = false;

  constructor(ports: KeeperPorts, draft: Draft) {
    this.#ports = ports;
    this.#base = draft.document;
    this.#current = draft.document;
    this.#etag = draft.etag;
  }

  get state(): SaveState {
    return this.#state;
  }

  get etag(): string {
    return this.#etag;
  }

  get unsaved(): boolean {
    return this.#current !== this.#base;
  }

  /** The document is another one. */
  changed(document: WorkflowDocument): void {
    if (document === this.#current) return;
    this.#current = document;
    this.#keep();
    if (this.#state.state === 'conflict') return;
    if (!this.unsaved && !this.#busy) {
      clearTimeout(this.#timer);
      return this.#tell({ state: 'saved' });
    }
    this.#changedAt ??= Date.now();
    if (!this.#busy) this.#tell({ state: 'changed' });
    const rest = LONGEST_PAUSE_MS - (Date.now() - this.#changedAt);
    this.#after(Math.max(0, Math.min(PAUSE_MS, rest)));
  }

  /** Now: before publishing, and when somebody asks. Resolves when it is saved, or when it is known why not. */
  async flush(): Promise<boolean> {
    await this.#busy;
    await this.#save();
    return this.#state.state === 'saved';
  }

  /** Saved elsewhere (another tab, another machine): looks, and merges. */
  async savedElsewhere(etag?: string): Promise<void> {
    await this.#busy;
    if (this.#closed || etag === this.#etag || this.#state.state === 'conflict') return;
    await this.#alone(async () => {
      try {
        this.#meet(await this.#ports.load());
      } catch {
        // Nobody asked for it; the next save finds out.
      }
    });
  }

  /** What is unsaved from before this page was loaded. */
  restore(copy: UnsavedCopy): void {
    const server: Draft = { document: this.#base, etag: this.#etag };
    this.#base = copy.base;
    this.#current = copy.document;
    this.#etag = copy.etag;
    // The page shows what was written, also while somebody has to choose between it and the server's.
    this.#ports.onMerged(copy.document, copy.base, copy.base);
    if (copy.etag === server.etag) {
      this.#tell({ state: 'changed' });
      this.#after(PAUSE_MS);
    } else this.#meet(server);
  }

  /** Yes, most of the flow shall go. */
  allowShrink(): void {
    this.#allowed = this.#current;
    void this.flush();
  }

  /** Another document instead of mine: theirs after a conflict, or a version that was restored. */
  replace({ document, etag }: Draft): void {
    clearTimeout(this.#timer);
    this.#base = this.#current = document;
    this.#etag = etag;
    this.#ports.keep(null);
    this.#tell({ state: 'saved' });
  }

  /** Mine over theirs, with those of their changes that do not contradict mine. */
  keepMine(): void {
    if (this.#state.state !== 'conflict') return;
    const { theirs } = this.#state;
    const { document } = mergeDocuments(this.#base, this.#current, theirs.document);
    this.#adopt(theirs, document);
    void this.flush();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #after(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.#save(), ms);
  }

  async #save(): Promise<void> {
    if (this.#closed || this.#state.state === 'conflict' || !this.unsaved) return;
    if (this.#busy) return this.#after(PAUSE_MS);
    clearTimeout(this.#timer);
    const document = this.#current;
    const shrink = shrinkOf(this.#base, document);
    if (shrink && this.#allowed !== document) return this.#tell({ state: 'shrunk', shrink });
    this.#tell({ state: 'saving' });
    await this.#alone(async () => {
      try {
        this.#etag = await this.#ports.save(document, this.#etag);
        this.#saved(document);
      } catch (error) {
        await this.#failed(error);
      }
    });
  }

  #saved(document: WorkflowDocument): void {
    this.#base = document;
    this.#failures = 0;
    this.#changedAt = null;
    this.#allowed = null;
    this.#keep();
    this.#ports.onSaved(this.#etag);
    if (!this.unsaved) return this.#tell({ state: 'saved' });
    this.#tell({ state: 'changed' });
    this.#after(PAUSE_MS);
  }

  async #failed(error: unknown): Promise<void> {
    const { kind, failure } = this.#ports.kindOf(error);
    if (kind === 'refused') return this.#tell({ state: 'refused', failure });
    try {
      if (kind === 'stale') return this.#meet(await this.#ports.load());
    } catch {
      // The server went away between the two requests: as if it had been away before.
    }
    this.#keep();
    this.#tell({ state: 'waiting', failure });
    this.#after(Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures++));
  }

  /** The server's draft is not the one that mine was made from. */
  #meet(theirs: Draft): void {
    if (theirs.etag === this.#etag && same(theirs.document, this.#base)) return;
    const { document, conflicts } = mergeDocuments(this.#base, this.#current, theirs.document);
    if (conflicts.length > 0) return this.#tell({ state: 'conflict', theirs, conflicts });
    this.#adopt(theirs, document);
    if (!this.unsaved) return this.#tell({ state: 'saved' });
    this.#tell({ state: 'changed' });
    this.#after(PAUSE_MS);
  }

  #adopt(theirs: Draft, merged: WorkflowDocument): void {
    const base = this.#base;
    this.#base = theirs.document;
    this.#etag = theirs.etag;
    this.#current = same(merged, theirs.document) ? theirs.document : merged;
    this.#state = { state: 'changed' };
    this.#keep();
    this.#ports.onMerged(this.#current, theirs.document, base);
  }

  #keep(): void {
    this.#ports.keep(this.unsaved ? { document: this.#current, base: this.#base, etag: this.#etag } : null);
  }

  #tell(state: SaveState): void {
    this.#state = state;
    if (!this.#closed) this.#ports.onState(state);
  }

  async #alone(work: () => Promise<void>): Promise<void> {
    const busy = work().finally(() => {
      if (this.#busy === busy) this.#busy = null;
    });
    this.#busy = busy;
    await busy;
  }
}
