import { deflateRawSync } from 'node:zlib';
import { type ElementCoding, elementBytes, sequenceElement, textElement } from '../dicom/dicom-elements.js';

export interface DicomSettings {
  readonly width: number;
  readonly height: number;
  readonly frames?: number;
  readonly photometric?: 'MONOCHROME1' | 'MONOCHROME2' | 'RGB' | 'YBR_FULL';
  readonly allocated?: 8 | 16;
  readonly stored?: number;
  readonly highBit?: number;
  readonly signed?: boolean;
  readonly planar?: boolean;
  readonly slope?: number;
  readonly intercept?: number;
  readonly window?: readonly [center: number, width: number];
  readonly shape?: 'LINEAR_EXACT' | 'SIGMOID';
  readonly padding?: number;
  readonly coding?: 'explicit' | 'implicit' | 'big-endian' | 'deflated' | 'run lengths' | 'HTJ2K';
  /** Stored words (or bytes), all frames. */
  readonly pixels: readonly number[];
}

const syntaxes = {
  explicit: '1.2.840.10008.1.2.1',
  implicit: '1.2.840.10008.1.2',
  'big-endian': '1.2.840.10008.1.2.2',
  deflated: '1.2.840.10008.1.2.1.99',
  'run lengths': '1.2.840.10008.1.2.5',
  HTJ2K: '1.2.840.10008.1.2.4.201',
} as const;

/** A DICOM file with a patient, a private element and a sequence beside its pixels. */
export function makeDicom(settings: DicomSettings): Uint8Array {
  const { width, height, frames = 1, photometric = 'MONOCHROME2', allocated = 16, coding: kind = 'explicit' } = settings;
  const { stored = allocated, highBit = stored - 1, signed = false, planar = false } = settings;
  const coding: ElementCoding = { little: kind !== 'big-endian', explicit: kind !== 'implicit' };
  const text = (tag: number, vr: string, value: string) => textElement(tag, vr, value, coding);
  const number = (tag: number, value: number, vr = 'US') => {
    const bytes = new Uint8Array(2);
    new DataView(bytes.buffer).setInt16(0, value, coding.little);
    return elementBytes(tag, vr, bytes, coding);
  };
  const channels = photometric.startsWith('MONOCHROME') ? 1 : 3;
  const samples = new Uint8Array((settings.pixels.length * allocated) / 8);
  const view = new DataView(samples.buffer);
  for (const [i, pixel] of settings.pixels.entries()) {
    if (allocated === 8) samples[i] = pixel;
    else view.setInt16(i * 2, pixel, coding.little);
  }
  const [least, most] = [Math.min(...settings.pixels), Math.max(...settings.pixels)];
  const set = Buffer.concat([
    text(0x00080008, 'CS', 'ORIGINAL\\PRIMARY\\AXIAL'),
    text(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.7'),
    text(0x00080018, 'UI', '1.2.3.4.5'),
    text(0x00080060, 'CS', 'OT'),
    text(0x00081030, 'LO', 'a study of noise'),
    sequenceElement(0x00081115, [text(0x0020000e, 'UI', '1.2.3.4')], coding),
    text(0x00100010, 'PN', 'Nobody^At^All'),
    text(0x00100020, 'LO', '4711'),
    text(0x00110010, 'LO', 'A MAKER'),
    elementBytes(0x00111001, 'OB', Uint8Array.of(1, 2, 3, 4), coding),
    text(0x0020000d, 'UI', '1.2.3'),
    text(0x0020000e, 'UI', '1.2.3.4'),
    number(0x00280002, channels),
    text(0x00280004, 'CS', photometric),
    ...(channels === 3 ? [number(0x00280006, planar ? 1 : 0)] : []),
    ...(frames > 1 ? [text(0x00280008, 'IS', String(frames))] : []),
    number(0x00280010, height),
    number(0x00280011, width),
    text(0x00280030, 'DS', '0.5\\0.5'),
    number(0x00280100, allocated),
    number(0x00280101, stored),
    number(0x00280102, highBit),
    number(0x00280103, signed ? 1 : 0),
    number(0x00280106, least, signed ? 'SS' : 'US'),
    number(0x00280107, most, signed ? 'SS' : 'US'),
    ...(settings.padding === undefined ? [] : [number(0x00280120, settings.padding, signed ? 'SS' : 'US')]),
    ...(settings.window === undefined
      ? []
      : [text(0x00281050, 'DS', String(settings.window[0])), text(0x00281051, 'DS', `${settings.window[1]}`)]),
    ...(settings.slope === undefined
      ? []
      : [text(0x00281052, 'DS', `${settings.intercept ?? 0}`), text(0x00281053, 'DS', `${settings.slope}`)]),
    ...(settings.shape === undefined ? [] : [text(0x00281056, 'CS', settings.shape)]),
    ...(kind === 'run lengths' || kind === 'HTJ2K'
      ? [encapsulated(samples, frames, allocated / 8, kind === 'run lengths')]
      : [elementBytes(0x7fe00010, allocated === 8 ? 'OB' : 'OW', samples, coding)]),
    text(0xfffcfffc, 'OB', 'end'),
  ]);
  const head = { little: true, explicit: true };
  const meta = Buffer.concat([
    elementBytes(0x00020001, 'OB', Uint8Array.of(0, 1), head),
    textElement(0x00020002, 'UI', '1.2.840.10008.5.1.4.1.1.7', head),
    textElement(0x00020003, 'UI', '1.2.3.4.5', head),
    textElement(0x00020010, 'UI', syntaxes[kind], head),
    textElement(0x00020012, 'UI', '1.2.3.9', head),
  ]);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, meta.length, true);
  const body = kind === 'deflated' ? deflateRawSync(set) : set;
  return new Uint8Array(
    Buffer.concat([new Uint8Array(128), Buffer.from('DICM'), elementBytes(0x00020000, 'UL', length, head), meta, body]),
  );
}

/** Pixel data in pieces, one a frame, behind an empty table of offsets. */
function encapsulated(samples: Uint8Array, frames: number, bytesPerSample: number, runLengths: boolean): Uint8Array {
  const piece = (bytes: Uint8Array) => {
    const item = Buffer.alloc(8 + bytes.length);
    item.writeUInt16LE(0xfffe, 0);
    item.writeUInt16LE(0xe000, 2);
    item.writeUInt32LE(bytes.length, 4);
    item.set(bytes, 8);
    return item;
  };
  const size = samples.length / frames;
  const pieces = Array.from({ length: frames }, (_, frame) => {
    const part = samples.subarray(frame * size, (frame + 1) * size);
    return piece(runLengths ? runs(part, bytesPerSample) : part);
  });
  const head = Buffer.from([0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x42, 0, 0, 0xff, 0xff, 0xff, 0xff]);
  return Buffer.concat([head, piece(new Uint8Array()), ...pieces, Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0])]);
}

/** A frame of one channel by runs where three are equal, else as it is: a segment for the upper and one for the lower bytes. */
function runs(samples: Uint8Array, bytesPerSample: number): Uint8Array {
  const segments = Array.from({ length: bytesPerSample }, (_, segment) => {
    const plane = samples.filter((_, i) => i % bytesPerSample === bytesPerSample - 1 - segment);
    const out: number[] = [];
    for (let at = 0; at < plane.length; ) {
      let run = 1;
      while (run < 128 && at + run < plane.length && plane[at + run] === plane[at]) run++;
      if (run >= 3) out.push(257 - run, plane[at]!);
      else out.push(0, plane[at]!);
      at += run >= 3 ? run : 1;
    }
    if (out.length % 2 === 1) out.push(128);
    return Uint8Array.from(out);
  });
  const head = Buffer.alloc(64);
  head.writeUInt32LE(segments.length, 0);
  let offset = 64;
  for (const [i, segment] of segments.entries()) {
    head.writeUInt32LE(offset, 4 + i * 4);
    offset += segment.length;
  }
  const frame = Buffer.concat([head, ...segments]);
  return frame.length % 2 === 1 ? Buffer.concat([frame, Buffer.alloc(1)]) : frame;
}
