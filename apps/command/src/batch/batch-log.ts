import { type FileHandle, open } from 'node:fs/promises';
import { describeFileError, UsageError } from '@cleargrain/node';

/** A file to which a batch appends a JSON document a line: each picture as it ends, and the sums at last. */
export class BatchLog {
  readonly #handle: FileHandle | undefined;
  #last = Promise.resolve();

  private constructor(handle: FileHandle | undefined) {
    this.#handle = handle;
  }

  /**
   * Opens the file; without one, nothing is written.
   * @throws UsageError when it cannot be written.
   */
  static async open(file: string | undefined): Promise<BatchLog> {
    try {
      return new BatchLog(file === undefined ? undefined : await open(file, 'a'));
    } catch (error) {
      throw new UsageError(`--log ${file}: ${describeFileError(error)}`);
    }
  }

  /**
   * Appends a line, after those before it.
   * @throws Error when the disk is full, at this call and all that follow: a log with gaps is none.
   */
  write(record: object): Promise<void> {
    this.#last = this.#last.then(async () => {
      try {
        await this.#handle?.appendFile(`${JSON.stringify(record)}\n`);
      } catch (error) {
        throw new Error(`the log cannot be written: ${describeFileError(error)}`);
      }
    });
    return this.#last;
  }

  async close(): Promise<void> {
    await this.#handle?.close();
  }
}
