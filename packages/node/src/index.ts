export {
  abortable,
  type BlankPicture,
  type Denoiser,
  type DenoiserReport,
  type ImageFormat,
  type ImageFromFile,
  type ModelFile,
  type OriginFormat,
  openModel,
  Picture,
  type PictureContent,
  type PictureMetadata,
  type PictureOrigin,
  type SampleDepth,
  type Samples,
  type TiffStorage,
} from '@cleargrain/core';
export { type DecodeOptions, type DecodePageOptions, decodePicture, decodePictures } from './codec/decode-picture.js';
export { type EncodeOptions, encodePicture, encodePictures } from './codec/encode-picture.js';
export { formatOfFile, hasImageExtension } from './codec/image-format.js';
export { isColorFile } from './codec/is-color-file.js';
export { readImage } from './codec/read-image.js';
export { type WriteImageOptions, writeImage } from './codec/write-image.js';
export { createDenoiser, type DenoiserOptions } from './denoiser/create-denoiser.js';
export { type DenoiseFileOptions, type DenoiseFileReport, denoiseFile } from './denoiser/denoise-file.js';
export { findModel } from './denoiser/find-model.js';
export { modelsFolder, shippedModels } from './denoiser/shipped-models.js';
export { tileLimits } from './denoiser/tile-limits.js';
export { createEngine, type EngineOptions } from './engine/create-engine.js';
export { type DeviceChoice, deviceChoices } from './engine/device-choice.js';
export * from './figure/image-data-url.js';
export * from './figure/load-typeface.js';
export * from './figure/render-svg.js';
export { describeFileError } from './files/describe-file-error.js';
export { type ExpandedInputs, type ExpandOptions, expandInputs, type FailedInput, type InputFile } from './files/expand-inputs.js';
export { makeFolder } from './files/make-folder.js';
export { type OutputOptions, type PlannedFile, type PlannedOutputs, planOutputs } from './files/plan-outputs.js';
export { isTemporaryNameOf } from './files/temporary-name.js';
export { UsageError } from './files/usage-error.js';
export { type WriteFileOptions, writeFileAtomic } from './files/write-file-atomic.js';
export { expectWithinMemory } from './memory/expect-within-memory.js';
export { MemoryBudget } from './memory/memory-budget.js';
export { memoryBesideOthers, memoryIn, pictureMemoryIn } from './memory/plan-memory.js';
export { type FolderServer, type ServeOptions, serveFolder } from './server/serve-folder.js';
export { type OpenOptions, type OpenPage, type OpenPicture, openPicture, type ResultOptions } from './strips/open-picture.js';
