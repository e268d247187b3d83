/** What the contract suites of the three kinds share. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { ProviderFailure } from '../../../src/types/ports.ts';
import type { ProviderBehaviour } from '../../../src/simulator/providers/behaviour.ts';

/** An adapter with the real client inside, and the server on loopback that speaks the provider's wire format. */
export interface Harness<Part> {
  readonly part: Part;
  readonly behaviour: ProviderBehaviour;
  /** Resets every open connection at the server. Absent where a transport cannot do it. */
  dropConnections?(): void;
  close(): Promise<void>;
}

export interface ContractOptions<Part> {
  readonly name: string;
  open(): Promise<Harness<Part>>;
  /** A language that it serves, and one that it does not (absent: it serves all). */
  readonly language: string;
  readonly unservedLanguage?: string;
  /** Faults that its transport cannot have, with the reason. */
  readonly cannot?: Partial<
    Record<'refuse' | 'garbage' | 'close' | 'hang' | 'quota' | 'content' | 'drop', string>
  >;
}

/** Long enough for loopback and a loaded machine, short enough to notice what never comes. */
export const PATIENCE_MS = 8_000;

/** Resolves when `holds`; rejects, naming `what`, when it does not in time. */
export async function until(what: string, holds: () => boolean, withinMs = PATIENCE_MS): Promise<void> {
  const end = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`waited ${withinMs} ms for ${what}`);
    await sleep(5);
  }
}

/** For what must not happen. */
export const aWhile = (): Promise<void> => sleep(120);

/** A failure that operators can act on: our kinds, our words, no key, no caller's text, no address. */
export function expectFailure(
  failure: ProviderFailure | undefined,
  kinds: readonly ProviderFailure['kind'][],
): void {
  expect(failure, 'a failure is reported').toBeDefined();
  expect(kinds, `${failure?.kind}: ${failure?.message}`).toContain(failure?.kind);
  expect(failure?.message).toBeTruthy();
  expect(failure?.message).not.toMatch(/key-for-tests|https?:|wss?:|\?/);
  expect(failure?.message.length).toBeLessThan(160);
}

/** The key that all harnesses use; it must never come back in a message. */
export const TEST_KEY = 'key-for-tests-0123456789abcdef';

/** Which kinds an HTTP-like refusal may become. */
export const statusKinds = {
  401: ['refused'],
  403: ['refused'],
  429: ['rate-limited', 'quota'],
  500: ['unavailable', 'internal'],
} as const satisfies Record<number, readonly ProviderFailure['kind'][]>;
