import { hash } from 'node:crypto';

/** 96 bits: two that differ never meet. */
export function shortHash(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 16);
}
