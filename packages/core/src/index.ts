export * from './engine.js';
export * from './errors.js';
export * from './image/image.js';
export * from './random.js';
export * from './validate.js';
