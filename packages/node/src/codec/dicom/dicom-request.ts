import { depthOf, Picture, type Samples } from '@cleargrain/core/picture';

/** Pictures for a DICOM file, as a thread is told of them. */
export interface DicomRequest {
  /** The file that they came from. */
  readonly container: Uint8Array;
  readonly frames: readonly {
    readonly width: number;
    readonly height: number;
    readonly channels: 1 | 3;
    readonly hasAlpha: boolean;
    readonly samples: Samples;
  }[];
}

/** The pictures that a thread was told of. */
export function picturesOf({ frames }: DicomRequest): readonly Picture[] {
  return frames.map((frame) => new Picture({ ...frame, origin: { format: 'dicom', depth: depthOf(frame.samples), metadata: {} } }));
}
