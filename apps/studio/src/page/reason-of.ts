/** What browsers and ONNX Runtime say where memory is short. It is the last thing that a message says: before it may stand a file's name. */
const noMemory = [
  'array buffer allocation failed',
  'invalid array buffer length',
  'allocation size overflow',
  'out of memory\\b[^:]*',
  '(?:could not|cannot|failed to) allocate\\b[^:]*',
  'std::bad_alloc',
  'maximum memory size exceeded',
  'unable to grow instance memory',
].join('|');
const endsWithoutMemory = new RegExp(`(?:^|: |\\()(?:${noMemory})\\)?\\.?$`, 'i');

/** What went wrong, in words. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return endsWithoutMemory.test(message) || message.startsWith('not enough memory for the model: ')
    ? 'This browser ran out of memory. Close other tabs, or use a smaller picture.'
    : message;
}

/** Whether an error says that the work was stopped on purpose. Names survive the way from the worker, classes do not. */
export function isStop(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.message === 'stopped');
}
