import path from 'node:path';
import { digestOfFile } from './digest-of-file.js';
import { FolderJournal } from './folder-journal.js';

interface Place {
  readonly input: string;
  readonly output: string;
}

/**
 * Knows which results of a batch are made already, by content and settings. An entry says what a result will be *before* it appears under its
 * name, so a process may be killed at any moment: a result is made when the file that is there has the content of its entry, and its input
 * and the settings are those of the entry. In place the result has taken the input's place, and that it is there is enough.
 */
export class DoneJournal {
  readonly #settings: string;
  readonly #folders = new Map<string, Promise<FolderJournal>>();
  readonly #inputs = new Map<string, string>();

  /** `settings` tells results of one look from those of another. */
  constructor(settings: string) {
    this.#settings = settings;
  }

  /** Whether the result is made already. If it is not, what a process that was killed left of it is removed. */
  async isDone({ input, output }: Place): Promise<boolean> {
    const journal = await this.#folderOf(output);
    const entry = journal.entryOf(path.basename(output));
    // Why an input cannot be read is for its reader to say.
    const digest = await digestOfFile(input).catch(() => undefined);
    if (entry?.settings === this.#settings && (await digestOfFile(output)) === entry.output) {
      if (path.resolve(input) === path.resolve(output) || digest === entry.input) return true;
    }
    await journal.removeLeftovers(path.basename(output));
    if (digest !== undefined) this.#inputs.set(output, digest);
    return false;
  }

  /** Enters the result that lies ready at `temporary`; it was asked for with `isDone` before. */
  async enter(output: string, temporary: string): Promise<void> {
    const input = this.#inputs.get(output);
    const digest = await digestOfFile(temporary);
    if (input === undefined || digest === undefined) return;
    this.#inputs.delete(output);
    const journal = await this.#folderOf(output);
    await journal.append({ name: path.basename(output), settings: this.#settings, input, output: digest });
  }

  #folderOf(output: string): Promise<FolderJournal> {
    const folder = path.dirname(path.resolve(output));
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const opening = FolderJournal.open(folder);
    this.#folders.set(folder, opening);
    return opening;
  }
}
