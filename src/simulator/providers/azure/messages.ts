/** What the two kinds of sockets have in common. */
import type { SpeechMessage } from './framing.ts';
import type { TurnOutlet } from './outlet.ts';

/** The client does not keep to the protocol; the connection is closed with the reason. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}

export function jsonOf({ path, headers, body }: SpeechMessage): unknown {
  if (typeof body !== 'string' || !headers['content-type']?.startsWith('application/json')) {
    throw new Misuse(`${path} is JSON`);
  }
  try {
    const value = JSON.parse(body) as unknown;
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // said below
  }
  throw new Misuse(`${path} is not JSON`);
}

/** `speech.config` says which client it is. Never within a turn. */
export function openConfiguration(message: SpeechMessage, turn: TurnOutlet | undefined): true {
  if (turn && !turn.done) throw new Misuse('speech.config within a turn');
  const { context } = jsonOf(message) as { context?: { system?: { name?: unknown; version?: unknown } } };
  const { name, version } = context?.system ?? {};
  if (typeof name !== 'string' || typeof version !== 'string')
    throw new Misuse('speech.config names no client');
  return true;
}
