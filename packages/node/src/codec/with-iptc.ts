/** The most bytes of content in a segment of a JPEG file. */
const segmentLimit = 65533;

/** A JPEG file with a Photoshop segment (APP13) of IPTC behind those of JFIF and EXIF; one longer than a segment is left out. */
export function withIptc(jpeg: Uint8Array, iptc: Uint8Array): Uint8Array {
  if (iptc.length > segmentLimit) return jpeg;
  let at = 2;
  while (jpeg[at] === 0xff && (jpeg[at + 1] === 0xe0 || jpeg[at + 1] === 0xe1)) at += 2 + jpeg[at + 2]! * 256 + jpeg[at + 3]!;
  const length = iptc.length + 2;
  const result = new Uint8Array(jpeg.length + 2 + length);
  result.set(jpeg.subarray(0, at));
  result.set([0xff, 0xed, length >> 8, length & 255], at);
  result.set(iptc, at + 4);
  result.set(jpeg.subarray(at), at + 2 + length);
  return result;
}
