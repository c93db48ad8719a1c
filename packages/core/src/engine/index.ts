// What an engine of a platform is made of, without the rest of the core: its thread starts sooner.
export * from '../engine.js';
export * from '../errors.js';
export { integerIn, oneOf } from '../validate.js';
export * from './carried-values.js';
export * from './check-tensors.js';
export * from './copy-model.js';
export * from './describe-values.js';
export * from './engine-failure.js';
export * from './protocol.js';
export * from './runtime-errors.js';
export * from './self-test.js';
export * from './serve-engine.js';
export * from './tensor-data.js';
export * from './worker-requests.js';
export * from './worker-session.js';
