/** A chunk of a RIFF file. */
export interface RiffChunk {
  readonly type: string;
  readonly data: Uint8Array;
}

const textOf = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));

/** The chunks of a WebP file, in order; empty when the bytes are not one. */
export function webpChunks(bytes: Uint8Array): RiffChunk[] {
  if (bytes.length < 12 || textOf(bytes, 0) !== 'RIFF' || textOf(bytes, 8) !== 'WEBP') return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const chunks: RiffChunk[] = [];
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = view.getUint32(at + 4, true);
    chunks.push({ type: textOf(bytes, at), data: bytes.subarray(at + 8, at + 8 + size) });
    at += 8 + size + (size & 1);
  }
  return chunks;
}
