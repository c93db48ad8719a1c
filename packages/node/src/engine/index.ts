// The engine without the rest of the package: it starts sooner.
export * from './create-engine.js';
export * from './device-choice.js';
