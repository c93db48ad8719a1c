/** A command used wrongly: nothing was done. The message is one line that names the option or the file. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
