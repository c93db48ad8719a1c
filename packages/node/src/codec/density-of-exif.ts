import { numberOfField, openTiff, type TiffField, tiffFields } from '@cleargrain/core';

/** Pixels per inch as an EXIF block says (tags 282 and 296); undefined when it does not. */
export function densityOfExif(exif: Uint8Array): number | undefined {
  try {
    const head = openTiff(exif);
    const fields = new Map<number, TiffField>();
    for (const field of tiffFields(head, head.first)) fields.set(field.tag, field);
    const [resolution, unit] = [fields.get(282), fields.get(296)];
    if (resolution === undefined || resolution.type !== 5) return undefined;
    const { view, little } = head;
    const density = view.getUint32(resolution.from, little) / view.getUint32(resolution.from + 4, little);
    const perInch = unit !== undefined && numberOfField(head, unit) === 3 ? density * 2.54 : density;
    return Number.isFinite(perInch) && perInch > 0 ? Math.round(perInch * 100) / 100 : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
