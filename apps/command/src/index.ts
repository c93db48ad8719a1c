// The library for Node under one name.
export * from '@cleargrain/core';
export * from '@cleargrain/node';
export * from '@cleargrain/train';
export { BatchThreads, type BatchThreadsOptions, planBatchThreads } from './training/batch-threads.js';
