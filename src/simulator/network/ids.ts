import type { Random } from '../../types/clock.ts';

/** A carrier-style id: the prefix and 32 hexadecimal digits, drawn from injected chance so that runs can be repeated. */
export function sid(prefix: string, random: Random): string {
  let hex = '';
  for (let i = 0; i < 32; i++) hex += Math.floor(random.next() * 16).toString(16);
  return prefix + hex;
}

/** A random UUID-shaped id, as Telnyx writes its session ids. */
export function uuid(random: Random): string {
  const h = sid('', random);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20, 32)}`;
}
