import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WorkflowDocument } from '../../../types/workflow.ts';
import * as edit from '../document/edit.ts';
import { testDocument } from '../testing/specs.ts';
import { DraftKeeper, type KeeperPorts, type SaveState, type UnsavedCopy } from './draftKeeper.ts';

class Refusal extends Error {
  readonly kind: 'stale' | 'passing' | 'refused';
  constructor(kind: Refusal['kind']) {
    super(kind);
    this.kind = kind;
  }
}

/** A server with one draft, as `PUT /draft` with If-Match behaves. */
class Server {
  document = testDocument();
  version = 1;
  away = false;
  refuses = false;
  saves = 0;
  get etag() {
    return `d${this.version}`;
  }
  async save(document: WorkflowDocument, etag: string): Promise<string> {
    await Promise.resolve();
    if (this.away) throw new Refusal('passing');
    if (this.refuses) throw new Refusal('refused');
    if (etag !== this.etag) throw new Refusal('stale');
    this.saves++;
    this.document = document;
    this.version++;
    return this.etag;
  }
  async load() {
    await Promise.resolve();
    if (this.away) throw new Refusal('passing');
    return { document: this.document, etag: this.etag };
  }
}

/** A page: its document, and what its browser keeps. */
function page(server: Server) {
  const seen = {
    document: server.document,
    copy: null as UnsavedCopy | null,
    states: [] as SaveState['state'][],
    keeper: undefined as unknown as DraftKeeper,
    edit(change: (document: WorkflowDocument) => WorkflowDocument) {
      seen.document = change(seen.document);
      seen.keeper.changed(seen.document);
    },
  };
  const ports: KeeperPorts = {
    load: () => server.load(),
    save: (document, etag) => server.save(document, etag),
    kindOf: (error) => ({
      kind: (error as Refusal).kind,
      failure: { code: (error as Refusal).kind, message: '', fix: '' },
    }),
    keep: (copy) => void (seen.copy = copy),
    onState: ({ state }) => void seen.states.push(state),
    onMerged(document) {
      seen.document = document;
      seen.keeper.changed(document);
    },
    onSaved: () => undefined,
  };
  seen.keeper = new DraftKeeper(ports, { document: server.document, etag: server.etag });
  return seen;
}

const name = (id: string, label: string) => (document: WorkflowDocument) =>
  edit.renameNode(document, id, label);
const labelOf = (document: WorkflowDocument, id: string) => edit.nodeOf(document, id)?.label;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('saving', () => {
  it('saves once, a moment after the last change', async () => {
    const server = new Server();
    const tab = page(server);
    for (const letter of ['H', 'He', 'Hel']) {
      tab.edit(name('a', letter));
      await pass(300);
    }
    expect(server.saves).toBe(0);
    await pass(1_000);
    expect(server.saves).toBe(1);
    expect(labelOf(server.document, 'a')).toBe('Hel');
    expect(tab.keeper.state.state).toBe('saved');
    expect(tab.copy).toBeNull();
  });

  it('does not wait for ever for a pause', async () => {
    const server = new Server();
    const tab = page(server);
    for (let i = 0; i < 12; i++) {
      tab.edit(name('a', `A${i}`));
      await pass(500);
    }
    expect(server.saves).toBeGreaterThan(0);
  });

  it('saves nothing when everything was taken back', async () => {
    const server = new Server();
    const tab = page(server);
    const before = tab.document;
    tab.edit(name('a', 'Other'));
    tab.edit(() => before);
    await pass(10_000);
    expect(server.saves).toBe(0);
    expect(tab.keeper.state.state).toBe('saved');
    expect(tab.copy).toBeNull();
  });

  it('saves what was changed while it saved', async () => {
    const server = new Server();
    const tab = page(server);
    tab.edit(name('a', 'first'));
    const flushed = tab.keeper.flush();
    tab.edit(name('a', 'second'));
    await flushed;
    await pass(2_000);
    expect(labelOf(server.document, 'a')).toBe('second');
    expect(tab.keeper.state.state).toBe('saved');
  });
});

describe('a server that is away', () => {
  it('is tried until it is there, and the work is in the browser meanwhile', async () => {
    const server = new Server();
    const tab = page(server);
    server.away = true;
    tab.edit(name('a', 'Kept'));
    await pass(60_000);
    expect(tab.keeper.state.state).toBe('waiting');
    expect(labelOf(tab.copy!.document, 'a')).toBe('Kept');
    server.away = false;
    await pass(15_000);
    expect(tab.keeper.state.state).toBe('saved');
    expect(labelOf(server.document, 'a')).toBe('Kept');
    expect(tab.copy).toBeNull();
  });

  it('gets what a page left behind when it was closed', async () => {
    const server = new Server();
    const gone = page(server);
    server.away = true;
    gone.edit(name('a', 'Kept'));
    await pass(3_000);
    gone.keeper.close();
    server.away = false;
    const reloaded = page(server);
    reloaded.keeper.restore(gone.copy!);
    await pass(2_000);
    expect(labelOf(reloaded.document, 'a')).toBe('Kept');
    expect(labelOf(server.document, 'a')).toBe('Kept');
  });

  it('bug: who had to choose after a reload was shown the server’s draft as theirs', async () => {
    const server = new Server();
    const gone = page(server);
    server.away = true;
    gone.edit(name('a', 'Mine'));
    await pass(3_000);
    gone.keeper.close();
    server.away = false;
    await server.save(name('a', 'Theirs')(server.document), server.etag);
    const reloaded = page(server);
    reloaded.keeper.restore(gone.copy!);
    expect(reloaded.keeper.state.state).toBe('conflict');
    expect(labelOf(reloaded.document, 'a')).toBe('Mine');
    reloaded.keeper.keepMine();
    await pass(2_000);
    expect(labelOf(server.document, 'a')).toBe('Mine');
  });

  it('is not asked again and again when it refuses', async () => {
    const server = new Server();
    const tab = page(server);
    server.refuses = true;
    tab.edit(name('a', 'No'));
    await pass(60_000);
    expect(tab.states.filter((state) => state === 'saving')).toHaveLength(1);
    server.refuses = false;
    tab.edit(name('a', 'Yes'));
    await pass(2_000);
    expect(labelOf(server.document, 'a')).toBe('Yes');
  });
});

describe('two tabs', () => {
  it('lose nothing when they change different things', async () => {
    const server = new Server();
    const [first, second] = [page(server), page(server)];
    first.edit(name('a', 'from the first'));
    second.edit(name('b', 'from the second'));
    await pass(5_000);
    await second.keeper.savedElsewhere();
    await first.keeper.savedElsewhere();
    await pass(5_000);
    for (const document of [server.document, first.document, second.document]) {
      expect(labelOf(document, 'a')).toBe('from the first');
      expect(labelOf(document, 'b')).toBe('from the second');
    }
  });

  it('keep both documents when they change the same thing, until somebody chooses', async () => {
    const server = new Server();
    const [first, second] = [page(server), page(server)];
    first.edit(name('a', 'first'));
    await pass(2_000);
    second.edit(name('a', 'second'));
    second.edit(name('b', 'also'));
    await pass(60_000);
    expect(second.keeper.state.state).toBe('conflict');
    expect(labelOf(server.document, 'a')).toBe('first');
    expect(labelOf(second.copy!.document, 'a')).toBe('second');
    second.keeper.keepMine();
    await pass(2_000);
    expect(labelOf(server.document, 'a')).toBe('second');
    expect(labelOf(server.document, 'b')).toBe('also');
  });

  it('take theirs', async () => {
    const server = new Server();
    const [first, second] = [page(server), page(server)];
    first.edit(name('a', 'first'));
    await pass(2_000);
    second.edit(name('a', 'second'));
    await pass(2_000);
    second.keeper.replace({ document: server.document, etag: server.etag });
    expect(second.keeper.state.state).toBe('saved');
    expect(second.copy).toBeNull();
  });
});

describe('a flow that shrinks', () => {
  const most = (document: WorkflowDocument) => edit.removeNodes(document, new Set(['a', 'b', 'm']));

  it('is not saved silently', async () => {
    const server = new Server();
    const tab = page(server);
    tab.edit(most);
    await pass(60_000);
    expect(server.saves).toBe(0);
    expect(tab.keeper.state).toEqual({ state: 'shrunk', shrink: { before: 5, after: 2 } });
    tab.keeper.allowShrink();
    await pass(10);
    expect(server.document.flow.nodes).toHaveLength(2);
  });

  it('is forgotten when it is undone', async () => {
    const server = new Server();
    const tab = page(server);
    const before = tab.document;
    tab.edit(most);
    await pass(5_000);
    tab.edit(() => before);
    expect(tab.keeper.state.state).toBe('saved');
  });
});
