import { ModelError } from '@cleargrain/core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { modelShelf } from './create-denoiser.js';

/** What the site answers, one after another: a failure is thrown. */
function serve(...answers: readonly (Response | Error)[]) {
  const left = [...answers];
  vi.stubGlobal('fetch', async () => {
    const answer = left.shift()!;
    if (answer instanceof Error) throw answer;
    return answer;
  });
}

const listed = () => Response.json([{ name: 'one', file: 'one.onnx', sha256: '0'.repeat(64) }]);
const shelf = () => modelShelf('https://example.org/models/models.json');
const offline = new TypeError('fetch failed');

beforeEach(() => {
  vi.stubGlobal('isSecureContext', true);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it('a list of models that could not be fetched is asked for again', async () => {
  serve(offline, listed());
  const models = shelf();
  await expect(models.names()).rejects.toThrow('could not be fetched');
  expect(await models.names()).toEqual(['one']);
  // From now on it is known: the site has no answer left.
  expect(await models.names()).toEqual(['one']);
});

it.each([
  ['the list of models could not be fetched (fetch failed)', offline],
  ['the list of models could not be fetched (503)', new Response('', { status: 503 })],
  ['the list of models is not JSON', new Response('<!doctype html>')],
])('says in a ModelError: %s', async (message, answer) => {
  serve(answer);
  await expect(shelf().names()).rejects.toThrow(new ModelError(message));
});

it('names the model when the network fails or breaks off', async () => {
  const broken = new Response(new ReadableStream({ start: (controller) => controller.error(new TypeError('terminated')) }));
  for (const [answer, reason] of [
    [offline, 'fetch failed'],
    [broken, 'terminated'],
  ] as const) {
    serve(listed(), answer);
    await expect(shelf().read('one')).rejects.toThrow(new ModelError(`one: could not be fetched (${reason})`));
  }
});
