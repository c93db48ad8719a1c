/** A command used wrongly: nothing was done. The message is one line that names the option or the file. */
export class UsageError extends Error {
  /** Tells it from other errors, across threads too. */
  override readonly name = 'UsageError';
}
