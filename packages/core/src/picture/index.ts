// Pictures as files hold them, without the rest of the package: a codec's thread starts sooner.
export * from '../errors.js';
export * from './describe-decode-error.js';
export * from './expect-whole-png.js';
export * from './expect-whole-tiff.js';
export * from './expect-within-pixel-limit.js';
export * from './image-format.js';
export * from './join-tiff-pages.js';
export * from './jpeg-quality.js';
export * from './picture.js';
export * from './picture-origin.js';
export * from './sample-block.js';
export * from './samples.js';
export * from './tiff-directory.js';
export * from './tiff-exif.js';
export * from './tiff-header.js';
export { type SampleLayout, tiffSampleEntries } from './tiff-sample-entries.js';
export * from './upright-metadata.js';
