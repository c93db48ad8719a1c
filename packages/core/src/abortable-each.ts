import { abortable } from './abortable.js';

/**
 * The same items one after another; fails with the signal's reason as soon as there is one, also while the next item is waited for.
 */
export async function* abortableEach<T>(items: AsyncIterable<T>, signal: AbortSignal | undefined): AsyncGenerator<T, void, undefined> {
  const iterator = items[Symbol.asyncIterator]();
  let ended = false;
  try {
    for (;;) {
      const next = await abortable(iterator.next(), signal);
      ended = next.done === true;
      if (next.done) return;
      yield next.value;
    }
  } finally {
    const closing = ended ? undefined : iterator.return?.();
    // One that waits for its next item ends after that.
    if (signal?.aborted) closing?.catch(() => {});
    else await closing;
  }
}
