/** Daily returns as they are stored: f32, little-endian. */

/** The bytes of some returns. */
export function bytesOfReturns(returns: Float32Array | null): Uint8Array | null {
  if (returns === null) return null;
  const { buffer, byteOffset, byteLength } = Float32Array.from(returns);
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** The returns of some bytes. */
export function returnsOfBytes(bytes: Uint8Array | null): Float32Array | null {
  return bytes === null ? null : new Float32Array(Uint8Array.from(bytes).buffer);
}
