import type { ByteReader } from '../../strips/byte-reader.js';

/** What the head of a raw file says. */
export interface RawSize {
  readonly width: number;
  readonly height: number;
  /** Whether it says that a picture is of a sensor's pixels. */
  readonly sensor: boolean;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const mostDirectories = 32;
/** Photometric interpretations of a sensor's pixels: in a pattern of colours, and made into colours. */
const sensorColors: ReadonlySet<number> = new Set([32803, 34892]);
const larger = (a: Size | undefined, b: Size | undefined) => (b && (!a || b.width * b.height > a.width * a.height) ? b : a);

/**
 * The size of the largest picture in the head of a camera's raw file, which is the sensor's: from the directories of what is built like TIFF, from
 * the boxes of CR3, from the head of RAF. Undefined where none of these is found.
 */
export async function readRawSize(reader: ByteReader): Promise<RawSize | undefined> {
  const head = Buffer.from(await reader.read(0, Math.min(reader.size, 2 ** 18)));
  if (head.toString('latin1', 0, 15) === 'FUJIFILMCCD-RAW') return ofSensor(fujifilmSize(head));
  if (head.toString('latin1', 4, 12) === 'ftypcrx ') return ofSensor(canonSize(head));
  return directorySize(reader, head);
}

const ofSensor = (size: Size | undefined): RawSize | undefined => size && { ...size, sensor: true };

/** RAF: records of a tag and a size; that of 256 holds height and width. */
function fujifilmSize(head: Buffer): Size | undefined {
  if (head.length < 96) return undefined;
  const start = head.readUInt32BE(92);
  if (start + 4 > head.length) return undefined;
  const count = head.readUInt32BE(start);
  for (let i = 0, at = start + 4; i < count && at + 8 <= head.length; i++) {
    const [tag, length] = [head.readUInt16BE(at), head.readUInt16BE(at + 2)];
    if (tag === 256) return { height: head.readUInt16BE(at + 4), width: head.readUInt16BE(at + 6) };
    at += 4 + length;
  }
  return undefined;
}

/** CR3: a box for each compressed picture. */
function canonSize(head: Buffer): Size | undefined {
  let found: Size | undefined;
  for (let at = head.indexOf('CMP1'); at >= 0 && at + 20 <= head.length; at = head.indexOf('CMP1', at + 4)) {
    found = larger(found, { width: head.readUInt32BE(at + 12), height: head.readUInt32BE(at + 16) });
  }
  return found;
}

async function directorySize(reader: ByteReader, head: Buffer): Promise<RawSize | undefined> {
  if (head.length < 8) return undefined;
  const little = head[0] === 0x49;
  const u16 = (bytes: Buffer, at: number) => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const u32 = (bytes: Buffer, at: number) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const waiting = [u32(head, 4)];
  const seen = new Set<number>();
  let found: Size | undefined;
  let sensor = head.toString('latin1', 8, 10) === 'CR';
  while (waiting.length > 0 && seen.size < mostDirectories) {
    const offset = waiting.shift()!;
    if (offset === 0 || seen.has(offset) || offset + 2 > reader.size) continue;
    seen.add(offset);
    const count = u16(Buffer.from(await reader.read(offset, 2)), 0);
    const bytes = Buffer.from(await reader.read(offset + 2, Math.min(count * 12 + 4, reader.size - offset - 2)));
    const numbers = new Map<number, number>();
    for (let at = 0; at + 12 <= Math.min(bytes.length, count * 12); at += 12) {
      const tag = u16(bytes, at);
      const value = u16(bytes, at + 2) === 3 ? u16(bytes, at + 8) : u32(bytes, at + 8);
      numbers.set(tag, value);
      if (tag === 262 && sensorColors.has(value)) sensor = true;
      // Directories below: a place for each, or the place of their list.
      if (tag !== 330) continue;
      const below = u32(bytes, at + 4);
      if (below === 1) waiting.push(value);
      else if (value + Math.min(below, 16) * 4 <= reader.size) {
        const list = Buffer.from(await reader.read(value, Math.min(below, 16) * 4));
        for (let i = 0; i < list.length; i += 4) waiting.push(u32(list, i));
      }
    }
    if (bytes.length >= count * 12 + 4) waiting.push(u32(bytes, count * 12));
    // RW2 has tags of its own for the sensor's size.
    for (const [across, down] of [
      [256, 257],
      [2, 3],
    ] as const) {
      const [width, height] = [numbers.get(across), numbers.get(down)];
      if (width !== undefined && height !== undefined) found = larger(found, { width, height });
    }
  }
  return found && { ...found, sensor };
}
