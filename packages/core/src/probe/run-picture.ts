import type { Image } from '../image/image.js';

/** Runs the network under probe on a picture; fails when the network does not take its size. */
export type RunPicture = (picture: Image) => Promise<Image>;
