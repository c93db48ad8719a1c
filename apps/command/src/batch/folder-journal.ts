import { appendFile, open, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { isTemporaryNameOf, makeFolder } from '@cleargrain/node';

/** What a result was made of. */
export interface JournalEntry {
  /** The result's name in its folder. */
  readonly name: string;
  /** SHA-256 of what it was asked to look like. */
  readonly settings: string;
  /** SHA-256 of the input's content. */
  readonly input: string;
  /** SHA-256 of the result's content. */
  readonly output: string;
}

/** The file, in the folder of the results, that holds an entry a line; of several with one name the last is valid. */
export const journalName = '.cleargrain.jsonl';

function parseEntry(line: string): JournalEntry | undefined {
  try {
    const entry = JSON.parse(line) as Partial<Record<keyof JournalEntry, unknown>> | null;
    const { name, settings, input, output } = entry ?? {};
    const all = [name, settings, input, output];
    return all.every((value) => typeof value === 'string') ? (entry as JournalEntry) : undefined;
  } catch {
    // The last line of a process that was killed.
    return undefined;
  }
}

/** The results of one folder that were made, or were about to appear, and what a process that was killed left half-written. */
export class FolderJournal {
  readonly #file: string;
  readonly #entries: Map<string, JournalEntry>;
  readonly #leftovers: readonly string[];

  private constructor(file: string, entries: Map<string, JournalEntry>, leftovers: readonly string[]) {
    this.#file = file;
    this.#entries = entries;
    this.#leftovers = leftovers;
  }

  /** Opens the journal of a folder, which may be missing yet. */
  static async open(folder: string): Promise<FolderJournal> {
    const file = path.join(folder, journalName);
    const text = await readFile(file, 'utf8').catch(() => '');
    // What comes next must not be written onto a line that was cut short.
    if (text !== '' && !text.endsWith('\n')) await appendFile(file, '\n');
    const entries = text.split('\n').map(parseEntry);
    const names = await readdir(folder).catch(() => []);
    return new FolderJournal(
      file,
      new Map(entries.flatMap((entry) => (entry ? [[entry.name, entry]] : []))),
      names.filter((name) => name.endsWith('.part')),
    );
  }

  entryOf(name: string): JournalEntry | undefined {
    return this.#entries.get(name);
  }

  /** Appends an entry; it is on the disk when this returns. */
  async append(entry: JournalEntry): Promise<void> {
    await makeFolder(path.dirname(this.#file));
    const handle = await open(this.#file, 'a');
    try {
      await handle.appendFile(`${JSON.stringify(entry)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    this.#entries.set(entry.name, entry);
  }

  /** Removes what was left half-written, before this journal was opened, of the result of this name. */
  async removeLeftovers(name: string): Promise<void> {
    const folder = path.dirname(this.#file);
    const own = this.#leftovers.filter((leftover) => isTemporaryNameOf(name, leftover));
    await Promise.all(own.map((leftover) => rm(path.join(folder, leftover), { recursive: true, force: true })));
  }
}
