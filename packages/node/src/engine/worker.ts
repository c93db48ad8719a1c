import { parentPort } from 'node:worker_threads';
import { env } from 'onnxruntime-node';
import type { Failure, Reply, Request } from './protocol.js';
import { transferable } from './transferable.js';
import { WorkerEngine } from './worker-engine.js';

// The runtime writes to stderr what it also throws; we report what is thrown.
env.logLevel = 'fatal';

const port = parentPort!;
const engine = new WorkerEngine();

function failure(error: unknown): Failure {
  return error instanceof Error ? { name: error.name, message: error.message } : { name: 'Error', message: String(error) };
}

async function handle(request: Request): Promise<void> {
  const { id, kind, ask } = request;
  const reply = (answer: Extract<Reply, { answer: unknown }>['answer'], transfer: ArrayBuffer[] = []) =>
    port.postMessage({ id, answer }, transfer);
  try {
    switch (kind) {
      case 'open':
        return reply(await engine.open(ask.device, ask.threads));
      case 'load':
        return reply(await engine.load(ask.model, ask.options));
      case 'run': {
        const { tensors, buffers } = transferable(await engine.graph(ask.session).run(ask.inputs));
        return reply(tensors, buffers);
      }
      case 'read':
        return reply(await engine.graph(ask.session).read(ask.input));
      case 'write':
        engine.graph(ask.session).write(ask.input, ask.value);
        return reply(undefined);
      case 'release':
        return reply(await engine.release(ask.session));
      case 'close':
        reply(await engine.close());
        // Without its port the thread has nothing to wait for and ends.
        port.close();
    }
  } catch (error) {
    port.postMessage({ id, failure: failure(error) });
  }
}

// One request after another, in the order of the calls.
let last = Promise.resolve();
port.on('message', (request: Request) => {
  last = last.then(() => handle(request));
});
