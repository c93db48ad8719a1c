import { parentPort, workerData } from 'node:worker_threads';
import { createBatchSamples } from '@cleargrain/train';
import type { BatchReply, BatchRequest, BatchThreadData } from './batch-thread.js';

const { photographs } = workerData as BatchThreadData;

parentPort!.on('message', ({ options, index }: BatchRequest) => {
  let reply: BatchReply;
  try {
    reply = { samples: createBatchSamples(photographs, options, index, index + 1) };
  } catch (error) {
    reply = { error };
  }
  const buffers = reply.samples ? [reply.samples.noisy.buffer, reply.samples.clean.buffer] : [];
  parentPort!.postMessage(reply, buffers as ArrayBuffer[]);
});
