/** A number of bytes for people: `350 MB`, `1.2 GB`. */
export function showBytes(bytes: number): string {
  return bytes < 999.5e6 ? `${Math.ceil(bytes / 1e6)} MB` : `${Math.ceil(bytes / 1e8) / 10} GB`;
}
