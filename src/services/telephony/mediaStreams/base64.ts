export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** Strict about length: Node's decoder skips what it does not know, which would shorten audio without a word. */
export function decodeBase64(payload: string): Uint8Array | undefined {
  const bytes = Buffer.from(payload, 'base64');
  let end = payload.length;
  while (end > 0 && end > payload.length - 2 && payload.charCodeAt(end - 1) === 0x3d) end -= 1;
  return bytes.length === (end * 3) >> 2 && end % 4 !== 1 ? bytes : undefined;
}
