import { createHash } from 'node:crypto';
import { ImageError, type Picture } from '@cleargrain/core/picture';
import type { Element } from 'dicom-parser';
import { type DicomContent, dicomContent } from './dicom-content.js';
import { elementBytes, sequenceElement, textElement } from './dicom-elements.js';
import type { DicomFile } from './dicom-file.js';
import { type DicomRequest, picturesOf } from './dicom-request.js';
import { isPadding } from './dicom-scale.js';
import { type StoredValues, storeValues, writtenBits } from './stored-values.js';

const explicitLittle = '1.2.840.10008.1.2.1';
const longHeads: ReadonlySet<string> = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);

/** Bytes that take the place of others. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
}

/**
 * The DICOM file that frames came from, with their pixels: every other element stays byte for byte, but for those in which the standard wants it
 * said that a picture is derived from another (PS3.3, C.7.6.1.1.2): a UID of its own, the type DERIVED, a description, the source; and the least and
 * largest pixel. The same pixels get the same UID. What was compressed is written without compression; no file where pixels have not changed.
 * @throws ImageError when the frames are not those of the file.
 */
export async function encodeDicom(request: DicomRequest): Promise<{ readonly file?: Uint8Array }> {
  const content = await dicomContent(request.container);
  const { file, samples } = content;
  const changed = withPixels(content, picturesOf(request));
  if (Buffer.compare(changed, samples) === 0) return {};
  return { file: spliced(file.bytes, [...pixelEdits(content, changed), ...derivation(content, changed)]) };
}

/** The samples with the pictures' pixels in them; the content's values become theirs. */
function withPixels({ file, layout, samples, values, scale }: DicomContent, pictures: readonly Picture[]): Uint8Array {
  const { width, height, frames, channels, stored, signed } = layout;
  const same = pictures.every((picture) => picture.width === width && picture.height === height && picture.channels === channels);
  if (pictures.length !== frames || !same) {
    throw new ImageError(
      `cannot be written as dicom: expected ${frames} frames of ${width}×${height}×${channels}, as in the file it came from`,
    );
  }
  const result = samples.slice();
  const pixels = width * height;
  if (channels === 3) {
    for (const [frame, picture] of pictures.entries()) {
      const from = picture.inDepth(8).samples;
      for (let i = 0; i < from.length; i++) {
        result[frame * pixels * 3 + (layout.planar ? (i % 3) * pixels + Math.floor(i / 3) : i)] = from[i]!;
      }
    }
    return result;
  }
  const [least, most] = signed ? [-(2 ** (stored - 1)), 2 ** (stored - 1) - 1] : [0, 2 ** stored - 1];
  const span = scale.high - scale.low;
  const mask = writtenBits(samples, values, layout, file.little);
  for (const [frame, picture] of pictures.entries()) {
    const from = picture.inDepth(32).samples;
    for (let i = 0; i < pixels; i++) {
      const at = frame * pixels + i;
      if (isPadding(values[at]!, layout)) continue;
      const value = Math.min(most, Math.max(least, Math.round(from[i]! * span + scale.low)));
      // A denoised pixel must not become padding.
      if (!isPadding(value, layout)) values[at] = value;
    }
  }
  storeValues(result, values, mask, layout, file.little);
  return result;
}

/** Where an element begins, its tag and length included. */
function startOf({ explicit }: Pick<DicomFile, 'explicit'>, { dataOffset, vr }: Element): number {
  return dataOffset - (explicit && vr !== undefined && longHeads.has(vr) ? 12 : 8);
}

const endOf = ({ dataOffset, length }: Element): number => dataOffset + length;

function pixelEdits({ file, layout }: DicomContent, samples: Uint8Array): Edit[] {
  const { pixelData } = file;
  if (pixelData.fragments === undefined) {
    return [{ start: pixelData.dataOffset, end: pixelData.dataOffset + samples.length, bytes: samples }];
  }
  const bytes = elementBytes(0x7fe00010, layout.allocated === 8 ? 'OB' : 'OW', samples, file);
  return [{ start: startOf(file, pixelData), end: endOf(pixelData), bytes }];
}

function derivation({ file, layout, values }: DicomContent, samples: Uint8Array): Edit[] {
  const { dataSet } = file;
  const { elements } = dataSet;
  const edits: Edit[] = [];
  const inOrder = Object.values(elements)
    .filter(({ tag }) => tag > 'x0002ffff')
    .sort((a, b) => a.dataOffset - b.dataOffset);
  const put = (tag: number, bytes: Uint8Array): void => {
    const name = `x${tag.toString(16).padStart(8, '0')}`;
    const present = elements[name];
    const following = inOrder.find((element) => element.tag > name) ?? file.pixelData;
    const start = startOf(file, present ?? following);
    edits.push({ start, end: present === undefined ? start : endOf(present), bytes });
  };
  const source = dataSet.string('x00080018')?.trim() ?? '';
  const identity = uniqueIdentifier(source, samples);
  const [, second = 'SECONDARY', ...others] = (dataSet.string('x00080008') ?? '').split('\\').map((value) => value.trim());
  put(0x00080008, textElement(0x00080008, 'CS', ['DERIVED', second, ...others].join('\\'), file));
  put(0x00080018, textElement(0x00080018, 'UI', identity, file));
  const before = dataSet.string('x00082111')?.trim().slice(0, 1000);
  put(0x00082111, textElement(0x00082111, 'ST', `${before ? `${before}; ` : ''}denoised by Cleargrain`, file));
  if (!('x00082112' in elements) && source !== '') {
    const reference = [
      textElement(0x00081150, 'UI', dataSet.string('x00080016')?.trim() ?? '', file),
      textElement(0x00081155, 'UI', source, file),
    ];
    put(0x00082112, sequenceElement(0x00082112, reference, file));
  }
  const compressed = file.pixelData.fragments !== undefined;
  if (compressed && layout.channels === 3) {
    put(0x00280004, textElement(0x00280004, 'CS', 'RGB', file));
    put(0x00280006, elementBytes(0x00280006, 'US', Uint8Array.of(layout.planar ? 1 : 0, 0), file));
  }
  // What tells where compressed frames lie.
  for (const tag of compressed ? ['x7fe00001', 'x7fe00002'] : []) {
    const element = elements[tag];
    if (element !== undefined) edits.push({ start: startOf(file, element), end: endOf(element), bytes: new Uint8Array() });
  }
  edits.push(...extremes(file, layout.channels === 1 ? values : undefined));
  edits.push(...metaEdits(file, identity));
  return edits;
}

/** The edits of the least and the largest pixel, where the file states them. */
function extremes({ dataSet, little }: DicomFile, values: StoredValues | undefined): Edit[] {
  if (values === undefined) return [];
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return Object.entries({ x00280106: least, x00280107: most }).flatMap(([tag, value]) => {
    const element = dataSet.elements[tag];
    if (element?.length !== 2) return [];
    const bytes = new Uint8Array(2);
    new DataView(bytes.buffer).setInt16(0, value, little);
    return [{ start: element.dataOffset, end: endOf(element), bytes }];
  });
}

/** The edits of the file's head, which is always explicit and little-endian: the UID, the transfer syntax, the length of all. */
function metaEdits({ dataSet, transferSyntax, pixelData }: DicomFile, identity: string): Edit[] {
  const coding = { little: true, explicit: true };
  const edits: Edit[] = [];
  const put = (tag: number, text: string): void => {
    const element = dataSet.elements[`x${tag.toString(16).padStart(8, '0')}`];
    if (element === undefined) return;
    edits.push({ start: startOf(coding, element), end: endOf(element), bytes: textElement(tag, 'UI', text, coding) });
  };
  put(0x00020003, identity);
  if (pixelData.fragments !== undefined || transferSyntax === explicitLittle) put(0x00020010, explicitLittle);
  const length = dataSet.elements.x00020000;
  if (length !== undefined) {
    const grown = edits.reduce((sum, { start, end, bytes }) => sum + bytes.length - (end - start), 0);
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, (dataSet.uint32('x00020000') ?? 0) + grown, true);
    edits.push({ start: length.dataOffset, end: endOf(length), bytes });
  }
  return edits;
}

/** A UID of the kind that a UUID gives (PS3.5, annex B.2), from the source's and the pixels. */
function uniqueIdentifier(source: string, samples: Uint8Array): string {
  const digest = createHash('sha256').update(source).update(samples).digest('hex').slice(0, 32);
  return `2.25.${BigInt(`0x${digest}`)}`;
}

function spliced(bytes: Uint8Array, edits: readonly Edit[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  // Of what is put in at the same place, the order of the list is that of the tags.
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    parts.push(bytes.subarray(at, edit.start), edit.bytes);
    at = edit.end;
  }
  parts.push(bytes.subarray(at));
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts) {
    result.set(part, end);
    end += part.length;
  }
  return result;
}
