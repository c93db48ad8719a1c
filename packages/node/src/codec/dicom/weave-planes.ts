/** Samples of a byte of three colours, from one plane behind the other, as many as `target` holds, to pixel by pixel. */
export function weavePlanes(planes: Uint8Array, target: Uint8Array = new Uint8Array(planes.length)): Uint8Array {
  const pixels = target.length / 3;
  for (let i = 0; i < target.length; i++) target[i] = planes[(i % 3) * pixels + Math.floor(i / 3)]!;
  return target;
}
