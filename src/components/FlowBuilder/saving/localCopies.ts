/** What is unsaved, kept in this browser: one copy a tab and flow, so that two tabs do not write over each other. */
import { read, write } from '../../lib/theme.ts';
import type { UnsavedCopy } from './draftKeeper.ts';

const PREFIX = 'weaver.unsaved.';
const TAB = 'weaver.tab';
/** A tab that is alive and unsaved writes its copy more often than this. */
const ORPHAN_AFTER_MS = 60_000;

interface Stored extends UnsavedCopy {
  readonly at: number;
}

/** This tab's own name; it survives a reload. */
export function tabName(): string {
  try {
    const known = sessionStorage.getItem(TAB);
    if (known) return known;
    const made = Math.random().toString(36).slice(2, 10);
    sessionStorage.setItem(TAB, made);
    return made;
  } catch {
    return 'tab';
  }
}

const keyOf = (workflowId: string, tab: string) => `${PREFIX}${workflowId}.${tab}`;

export function keepCopy(workflowId: string, copy: UnsavedCopy | null, tab = tabName()): void {
  write(keyOf(workflowId, tab), copy && JSON.stringify({ ...copy, at: Date.now() } satisfies Stored));
}

/** The copy of this tab, or of one that went away without saving. It stays until it is saved. */
export function unsavedCopy(workflowId: string, tab = tabName(), now = Date.now()): UnsavedCopy | null {
  const own = parsed(read(keyOf(workflowId, tab)));
  if (own) return own;
  for (const key of keysOf(workflowId)) {
    const copy = parsed(read(key));
    if (!copy || now - copy.at < ORPHAN_AFTER_MS) continue;
    write(key, null);
    keepCopy(workflowId, copy, tab);
    return copy;
  }
  return null;
}

function keysOf(workflowId: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}${workflowId}.`));
  } catch {
    return [];
  }
}

function parsed(text: string | null): Stored | null {
  if (text === null) return null;
  try {
    const stored = JSON.parse(text) as Partial<Stored>;
    const whole = stored.document?.flow?.nodes && stored.base?.flow?.nodes && typeof stored.etag === 'string';
    return whole ? (stored as Stored) : null;
  } catch {
    return null;
  }
}
