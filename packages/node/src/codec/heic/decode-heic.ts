import { expectWithinPixelLimit, ImageError, type PictureMetadata, type Samples, uprightExif, uprightXmp } from '@cleargrain/core/picture';
import type { DecodedPicture } from '../thread/decoded.js';
import { type Libheif, loadLibheif } from './libheif.js';

// Numbers of libheif's enumerations (heif_color.h, heif_image.h).
const rgb = 1;
const monochrome = 2;
const interleaved = 10;
const chromas = { 8: { opaque: 10, alpha: 11 }, 16: { opaque: 14, alpha: 15 } } as const;
const fourLetters = (code: number) => String.fromCharCode(code >>> 24, (code >>> 16) & 255, (code >>> 8) & 255, code & 255);

/** Calls with addresses for what they write. */
class Caller {
  readonly #heif: Libheif;
  readonly #error: number;
  readonly #word: number;

  constructor(heif: Libheif) {
    this.#heif = heif;
    this.#error = heif._malloc(12);
    this.#word = heif._malloc(8);
  }

  /** Makes a call that writes a number, and gives that. */
  read(call: (error: number, word: number) => void): number {
    call(this.#error, this.#word);
    const { HEAP32 } = this.#heif;
    if (HEAP32[this.#error >> 2] !== 0)
      throw new ImageError(`a damaged or incomplete picture (${this.#text(HEAP32[(this.#error >> 2) + 2]!)})`);
    return HEAP32[this.#word >> 2]!;
  }

  /** Makes a call that writes `size` bytes, and gives those. */
  bytes(size: number, call: (error: number, bytes: number) => void): Uint8Array {
    const address = this.#heif._malloc(size);
    this.read((error) => call(error, address));
    return this.#heif.HEAPU8.slice(address, address + size);
  }

  #text(address: number): string {
    const { HEAPU8 } = this.#heif;
    return String.fromCharCode(...HEAPU8.subarray(address, HEAPU8.indexOf(0, address))).split('\n', 1)[0]!;
  }

  text(address: number): string {
    return address === 0 ? '' : this.#text(address);
  }
}

/**
 * Decodes the primary picture of a HEIC file: 8 bits as they are, 10 or 12 in the range of 16, turned upright.
 * @throws ImageError when it is damaged, too large, or `libheif-js` is not installed.
 */
export async function decodeHeic(bytes: Uint8Array): Promise<DecodedPicture> {
  const heif = await loadLibheif();
  const caller = new Caller(heif);
  const context = heif._heif_context_alloc();
  const file = heif._malloc(bytes.length);
  heif.HEAPU8.set(bytes, file);
  caller.read((error) => heif._heif_context_read_from_memory_without_copy(error, context, file, bytes.length, 0));
  const handle = caller.read((error, word) => heif._heif_context_get_primary_image_handle(error, context, word));
  const [width, height] = [heif._heif_image_handle_get_width(handle), heif._heif_image_handle_get_height(handle)];
  expectWithinPixelLimit(width, height);
  const hasAlpha = heif._heif_image_handle_has_alpha_channel(handle) !== 0;
  const deep = heif._heif_image_handle_get_luma_bits_per_pixel(handle) > 8;
  const gray =
    caller.read((error, word) => heif._heif_image_handle_get_preferred_decoding_colorspace(error, handle, word, word + 4)) === monochrome;
  const chroma = chromas[deep ? 16 : 8][hasAlpha ? 'alpha' : 'opaque'];
  const image = caller.read((error, word) => heif._heif_decode_image(error, handle, word, rgb, chroma, 0));
  const bits = heif._heif_image_get_bits_per_pixel_range(image, interleaved);
  const stride = heif._malloc(4);
  const plane = heif._heif_image_get_plane_readonly(image, interleaved, stride);
  const rowBytes = heif.HEAP32[stride >> 2]!;
  const bands = hasAlpha ? 4 : 3;
  const kept = gray ? [0, ...(hasAlpha ? [3] : [])] : Array.from({ length: bands }, (_, band) => band);
  const samples: Samples = deep ? new Uint16Array(width * height * kept.length) : new Uint8Array(width * height * kept.length);
  const highest = 2 ** bits - 1;
  for (let y = 0, to = 0; y < height; y++) {
    const start = plane + y * rowBytes;
    for (let x = 0; x < width; x++) {
      for (const band of kept) {
        const at = x * bands + band;
        samples[to++] = deep ? Math.round((heif.HEAPU16[(start >> 1) + at]! * 65535) / highest) : heif.HEAPU8[start + at]!;
      }
    }
  }
  const profile = fourLetters(heif._heif_image_handle_get_color_profile_type(handle));
  return {
    width,
    height,
    channels: gray ? 1 : 3,
    hasAlpha,
    samples,
    ...((bits === 10 || bits === 12) && { bitsPerSample: bits }),
    metadata: { ...iccOf(heif, caller, handle, profile), ...blocksOf(heif, caller, handle) },
    ...(profile === 'nclx' && { code: codeOf(heif, caller, handle) }),
  };
}

function iccOf(heif: Libheif, caller: Caller, handle: number, profile: string): PictureMetadata {
  if (profile !== 'prof' && profile !== 'rICC') return {};
  const size = heif._heif_image_handle_get_raw_color_profile_size(handle);
  return { icc: caller.bytes(size, (error, address) => heif._heif_image_handle_get_raw_color_profile(error, handle, address)) };
}

function codeOf(heif: Libheif, caller: Caller, handle: number) {
  const profile = caller.read((error, word) => heif._heif_image_handle_get_nclx_color_profile(error, handle, word));
  return { primaries: heif.HEAP32[(profile >> 2) + 1]!, transfer: heif.HEAP32[(profile >> 2) + 2]! };
}

function blocksOf(heif: Libheif, caller: Caller, handle: number): PictureMetadata {
  const count = heif._heif_image_handle_get_number_of_metadata_blocks(handle, 0);
  const list = heif._malloc(count * 4 + 4);
  heif._heif_image_handle_get_list_of_metadata_block_IDs(handle, 0, list, count);
  const ids = [...heif.HEAP32.subarray(list >> 2, (list >> 2) + count)];
  let metadata: PictureMetadata = {};
  for (const id of ids) {
    const size = heif._heif_image_handle_get_metadata_size(handle, id);
    const read = () => caller.bytes(size, (error, address) => heif._heif_image_handle_get_metadata(error, handle, id, address));
    const type = caller.text(heif._heif_image_handle_get_metadata_type(handle, id));
    const content = caller.text(heif._heif_image_handle_get_metadata_content_type(handle, id));
    if (type === 'Exif' && size > 4) {
      const block = read();
      // The first four bytes say how far behind them the block begins.
      const start = 4 + new DataView(block.buffer).getUint32(0);
      if (start + 8 <= size) metadata = { ...metadata, exif: uprightExif(block.subarray(start)) };
    }
    if (type === 'mime' && content === 'application/rdf+xml') metadata = { ...metadata, xmp: uprightXmp(read()) };
  }
  return metadata;
}
