/** Vectors as they are stored: little-endian 32-bit floats. */
export function floatsOf(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.slice().buffer);
}

export function bytesOf(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.slice().buffer);
}
