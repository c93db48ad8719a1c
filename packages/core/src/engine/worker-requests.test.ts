import { describe, expect, it } from 'vitest';
import { ModelError } from '../errors.js';
import { type PostedRequest, WorkerRequests } from './worker-requests.js';

function requestsTo(posted: PostedRequest[]) {
  return new WorkerRequests((request) => posted.push(request));
}

describe('requests to a worker', () => {
  it('get the reply of their own number, in whatever order replies come', async () => {
    const posted: PostedRequest[] = [];
    const requests = requestsTo(posted);
    const [first, second] = [requests.ask('usage', undefined), requests.ask('release', { session: 3 })];
    expect(posted.map(({ kind, ask }) => [kind, ask])).toEqual([
      ['usage', undefined],
      ['release', { session: 3 }],
    ]);
    expect(requests.idle).toBe(false);
    requests.settle({ id: posted[1]!.id, answer: undefined });
    requests.settle({ id: posted[0]!.id, answer: { busySeconds: 2, spanSeconds: 5 } });
    expect(await first).toEqual({ busySeconds: 2, spanSeconds: 5 });
    expect(await second).toBe(undefined);
    expect(requests.idle).toBe(true);
  });

  it('fail with the error of the reply, in its class', async () => {
    const posted: PostedRequest[] = [];
    const requests = requestsTo(posted);
    const answer = requests.ask('release', { session: 1 });
    requests.settle({ id: posted[0]!.id, failure: { name: 'ModelError', message: 'not a model' } });
    await expect(answer).rejects.toEqual(new ModelError('not a model'));
    await expect(answer).rejects.toBeInstanceOf(ModelError);
  });

  it('fail all together when the engine fails, and later ones with the same reason', async () => {
    const posted: PostedRequest[] = [];
    const requests = requestsTo(posted);
    const answers = [requests.ask('usage', undefined), requests.ask('release', { session: 1 })];
    requests.fail(new Error('the engine failed: out of memory'));
    for (const answer of answers) await expect(answer).rejects.toThrow('the engine failed: out of memory');
    await expect(requests.ask('usage', undefined)).rejects.toThrow('the engine failed: out of memory');
    expect(posted.length).toBe(2);
  });

  it('are answered before the close, and refused after it', async () => {
    const posted: PostedRequest[] = [];
    const requests = requestsTo(posted);
    const before = requests.ask('release', { session: 1 });
    const closed = requests.close();
    await expect(requests.ask('usage', undefined)).rejects.toThrow('the engine is closed');
    expect(posted.map(({ kind }) => kind)).toEqual(['release', 'close']);
    for (const { id } of posted) requests.settle({ id, answer: undefined });
    await Promise.all([before, closed, requests.close()]);
    expect(posted.length).toBe(2);
  });
});
