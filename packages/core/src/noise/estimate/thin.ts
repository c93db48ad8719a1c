/** At most `limit` of the patches, spread evenly. */
export function thin(patches: Int32Array, limit: number): Int32Array {
  if (patches.length <= limit) return patches;
  return Int32Array.from({ length: limit }, (_, i) => patches[Math.floor((i * patches.length) / limit)]!);
}
