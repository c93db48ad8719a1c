import { Worker } from 'node:worker_threads';
import { ImageError } from '@cleargrain/core';
import type { CodecJobs } from './codec-jobs.js';

/** What a thread says at its end. */
export type CodecReply<K extends keyof CodecJobs = keyof CodecJobs> =
  | { readonly answer: CodecJobs[K]['answer'] }
  | { readonly refusal: string };

/**
 * Does a job of a codec in a thread of its own, which then ends, so that what its decoder held or broke is gone. Large arrays are `shared` first.
 * @throws ImageError when the codec refuses, or its thread ends otherwise.
 */
export async function runInThread<K extends keyof CodecJobs>(kind: K, ask: CodecJobs[K]['ask']): Promise<CodecJobs[K]['answer']> {
  const worker = new Worker(new URL('./codec-thread.js', import.meta.url), {
    execArgv: [],
    workerData: { kind, ask },
    // What decoders print is said again in what they throw.
    stdout: true,
    stderr: true,
  });
  try {
    const reply = await new Promise<CodecReply<K>>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new ImageError('a damaged or incomplete picture (its decoder ended)')));
    });
    if ('refusal' in reply) throw new ImageError(reply.refusal);
    return reply.answer;
  } finally {
    await worker.terminate();
  }
}
