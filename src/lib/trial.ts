/** Which calls go without which optimisation: decided by the call's id alone, so that anybody can tell it afterwards. */
import type { Optimisation, TrialSettings } from '../types/trial.ts';

/** Whatever is measured, half of the calls go with everything. */
const MOST_WITHOUT = 0.5;

/** At most one for a call: groups are then compared with calls that went without nothing. */
export function withheldFrom(
  callSid: string,
  { of, share }: TrialSettings,
  isOn: (optimisation: Optimisation) => boolean,
): Optimisation | null {
  const measured = [...new Set(of)].filter(isOn).sort();
  if (measured.length === 0) return null;
  const each = Math.min(share, MOST_WITHOUT / measured.length);
  return measured[Math.floor(fractionOf(callSid) / each)] ?? null;
}

/** Evenly over 0 to 1: FNV-1a over UTF-16, finished as MurmurHash3 does. */
export function fractionOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return (hash >>> 0) / 2 ** 32;
}
