import { parentPort, workerData } from 'node:worker_threads';
import type { CodecJobs } from './codec-jobs.js';
import { refusalOf } from './refusal-of.js';
import type { CodecReply } from './run-in-thread.js';

type Jobs = { readonly [K in keyof CodecJobs]: (ask: CodecJobs[K]['ask']) => Promise<CodecJobs[K]['answer']> };

const jobs: Jobs = {
  jxl: async (bytes) => (await import('../jxl/decode-jxl.js')).decodeJxl(bytes),
  'encode jxl': async (request) => (await import('../jxl/encode-jxl.js')).encodeJxl(request),
  raw: async (bytes) => (await import('../raw/decode-raw.js')).decodeRaw(bytes),
  'develop raw': async (bytes) => (await import('../raw/develop-raw.js')).developRaw(bytes),
  dicom: async (bytes) => (await import('../dicom/decode-dicom.js')).decodeDicom(bytes),
  'encode dicom': async (request) => (await import('../dicom/encode-dicom.js')).encodeDicom(request),
  'show dicom': async (request) => (await import('../dicom/show-dicom.js')).showDicom(request),
  heic: async (bytes) => (await import('../heic/decode-heic.js')).decodeHeic(bytes),
};

async function doJob<K extends keyof CodecJobs>({
  kind,
  ask,
}: {
  readonly kind: K;
  readonly ask: CodecJobs[K]['ask'];
}): Promise<CodecReply<K>> {
  try {
    return { answer: await jobs[kind](ask) };
  } catch (error) {
    return { refusal: refusalOf(error) };
  }
}

/** The buffers that move with a reply: those that are an array's alone. */
function buffersOf(reply: CodecReply): ArrayBuffer[] {
  if ('refusal' in reply) return [];
  const { answer } = reply;
  const arrays = (answer instanceof Uint8Array ? [answer] : Object.values(answer).flat()).filter((value) => ArrayBuffer.isView(value));
  return arrays.flatMap(({ buffer, byteLength }) => (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : []));
}

const reply = await doJob(workerData);
parentPort?.postMessage(reply, buffersOf(reply));
