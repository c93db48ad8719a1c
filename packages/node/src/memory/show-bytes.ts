/** A number of bytes for people: `350 MB`, `1.2 GB`; less than one MB as it is. */
export function showBytes(bytes: number): string {
  if (bytes < 1e6) return `${bytes} bytes`;
  return bytes < 999.5e6 ? `${Math.ceil(bytes / 1e6)} MB` : `${Math.ceil(bytes / 1e8) / 10} GB`;
}
