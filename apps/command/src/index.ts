// The library for Node under one name.
export * from '@cleargrain/core';
export * from '@cleargrain/node';
export * from '@cleargrain/train';
export { BatchThreads, type BatchThreadsOptions } from './training/batch-threads.js';
export { planBatchThreads } from './training/plan-batch-threads.js';
