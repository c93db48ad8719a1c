/** What went wrong, in words. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /memory|allocation|bad_alloc|Array buffer/i.test(message)
    ? 'This browser ran out of memory. Close other tabs, or use a smaller picture.'
    : message;
}

/** Whether an error says that the work was stopped on purpose. Names survive the way from the worker, classes do not. */
export function isStop(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.message === 'stopped');
}
