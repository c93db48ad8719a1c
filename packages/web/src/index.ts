export type { Denoiser, DenoiserReport, ImageFromFile, Picture, PictureMetadata, PictureOrigin } from '@cleargrain/core';
export { type DecodeOptions, decodePicture } from './codec/decode-picture.js';
export {
  defaultFormat,
  defaultQuality,
  displayPixels,
  type EncodeOptions,
  encodePicture,
  mostBits,
  type WebFormat,
} from './codec/encode-picture.js';
export { readImage, writeImage } from './codec/read-image.js';
export { createDenoiser, type DenoiserOptions, modelShelf } from './denoiser/create-denoiser.js';
export type { ListedModel } from './denoiser/model-list.js';
export { createEngine, type EngineOptions } from './engine/create-engine.js';
export { type DeviceChoice, deviceChoices } from './engine/device-choice.js';
