import { ImageError } from '@cleargrain/core/picture';
import { codestreamHead } from './codestream-head.js';
import { decodeRunLengths } from './decode-run-lengths.js';
import type { DicomFile } from './dicom-file.js';
import type { DicomLayout } from './dicom-layout.js';
import { type FrameDecoder, loadFrameDecoder } from './load-frame-decoder.js';
import { isNative, transferSyntaxOf } from './transfer-syntaxes.js';
import { weavePlanes } from './weave-planes.js';

/**
 * The bytes of the samples of all frames, one after the other, as a file that is not compressed holds them.
 * @throws ImageError when some are missing, or they are compressed in a way that is not read.
 */
export async function dicomFrames(file: DicomFile, layout: DicomLayout): Promise<Uint8Array> {
  const { bytes, pixelData, transferSyntax } = file;
  const { width, height, frames, channels, allocated } = layout;
  const frameLength = (width * height * channels * allocated) / 8;
  const length = frameLength * frames;
  if (isNative(transferSyntax)) {
    const found = Math.min(pixelData.length, bytes.length - pixelData.dataOffset);
    if (found < length) throw new ImageError(`cut short: ${found} bytes of pixels, expected ${length}`);
    return bytes.subarray(pixelData.dataOffset, pixelData.dataOffset + length);
  }
  const { name, compression } = transferSyntaxOf(transferSyntax);
  if (compression === undefined) {
    const said = name === transferSyntax ? name : `${name} (${transferSyntax})`;
    throw new ImageError(`DICOM pixels compressed as ${said}, expected none, RLE, JPEG, JPEG lossless, JPEG-LS or JPEG 2000`);
  }
  const decoder = compression === 'RLE' ? undefined : await loadFrameDecoder(compression, layout);
  const result = new Uint8Array(length);
  for (let frame = 0; frame < frames; frame++) {
    const pieces = fragmentsOf(file, frame, frames);
    const target = result.subarray(frame * frameLength, (frame + 1) * frameLength);
    if (decoder === undefined) decodeRunLengths(pieces, target, layout);
    else await decodeFrame(pieces, target, decoder, layout);
  }
  return result;
}

/** The compressed bytes of a frame. */
function fragmentsOf({ parser, dataSet, pixelData }: DicomFile, frame: number, frames: number): Uint8Array {
  const fragments = pixelData.fragments ?? [];
  if (fragments.length < frames) throw new ImageError(`${fragments.length} pieces of pixels, expected ${frames}`);
  if (fragments.length === frames) return parser.readEncapsulatedPixelDataFromFragments(dataSet, pixelData, frame);
  if (frames === 1) return parser.readEncapsulatedPixelDataFromFragments(dataSet, pixelData, 0, fragments.length);
  if ((pixelData.basicOffsetTable?.length ?? 0) === frames) return parser.readEncapsulatedImageFrame(dataSet, pixelData, frame);
  throw new ImageError(`${fragments.length} pieces of pixels for ${frames} frames without a table of offsets`);
}

/** Decodes a frame into its place. A head that promises another size than the file's is refused before it is decoded. */
async function decodeFrame(
  frame: Uint8Array,
  target: Uint8Array,
  decode: FrameDecoder,
  { width, height, channels, allocated }: DicomLayout,
): Promise<void> {
  const head = codestreamHead(frame);
  if (head.width !== width || head.height !== height || head.components !== channels || head.bits > allocated) {
    const said = `${head.width}×${head.height} pixels of ${head.components} samples of ${head.bits} bits in a compressed frame`;
    throw new ImageError(`${said}, expected ${width}×${height} of ${channels} of at most ${allocated}`);
  }
  const { samples, planar } = await decode(frame);
  // Decoders give bytes where that is enough, also to files of words.
  const step = target.length === samples.length * 2 && head.bits <= 8 ? 2 : 1;
  if (target.length !== samples.length * step) {
    throw new ImageError(`a compressed frame became ${samples.length} bytes, expected ${target.length}`);
  }
  if (planar && channels === 3) weavePlanes(samples, target);
  else if (step === 1) target.set(samples);
  else for (let i = 0; i < samples.length; i++) target[i * 2] = samples[i]!;
}
