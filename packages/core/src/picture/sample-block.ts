import type { ImageSink, ImageSource, Region } from '../image/region.js';
import type { SampleDepth } from './samples.js';

/** Pixels as a file of 8 or 16 bits holds them, without alpha. */
export interface SampleBlock {
  /** Pixels a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** 1 for grey, 3 for red, green and blue. */
  readonly channels: 1 | 3;
  /** Interleaved, `[height, width, channels]`. */
  readonly samples: Uint8Array | Uint16Array;
}

/** A source whose pixels are to be had as they are stored as well. */
export interface SampleSource extends ImageSource {
  /** Bits a sample; 32 are floats. */
  readonly depth: SampleDepth;
  /**
   * The pixels of a region that lies inside the picture. The caller owns the result.
   * @throws RangeError when they are stored as floats.
   */
  readSamples(region: Region): SampleBlock | Promise<SampleBlock>;
}

/** A sink that takes pixels as they are stored as well. */
export interface SampleSink extends ImageSink {
  /** Bits a sample; 32 are floats. */
  readonly depth: SampleDepth;
  /**
   * Takes a part of a block, whose left top corner comes to (`x`, `y`). The sink copies it.
   * @throws RangeError when the depth is another.
   */
  writeSamples(x: number, y: number, block: SampleBlock, part: Region): void | Promise<void>;
}

/** Whether a source has samples to give. */
export const isSampleSource = (source: ImageSource): source is SampleSource => 'readSamples' in source;
/** Whether a sink takes samples. */
export const isSampleSink = (sink: ImageSink): sink is SampleSink => 'writeSamples' in sink;
