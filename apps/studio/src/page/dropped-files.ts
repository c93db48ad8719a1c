import { reasonOf } from './reason-of.js';

export interface DroppedFiles {
  readonly files: readonly File[];
  /** Whether some of them lay in a folder. */
  readonly fromFolder: boolean;
  /** What could not be read, each with the reason, in words. */
  readonly problems: readonly string[];
}

/** What is used of the browser's entries. */
export type DroppedEntry = Pick<FileSystemEntry, 'isFile' | 'isDirectory' | 'name' | 'fullPath'>;
interface FileEntry extends DroppedEntry {
  file(resolve: (file: File) => void, reject: (error: Error) => void): void;
}
interface EntryReader {
  readEntries(resolve: (entries: DroppedEntry[]) => void, reject: (error: Error) => void): void;
}
interface FolderEntry extends DroppedEntry {
  createReader(): EntryReader;
}

/** What is used of the browser's `DataTransfer`. */
export interface DroppedData {
  readonly files: Iterable<File>;
  readonly items: Iterable<{ readonly kind: string; webkitGetAsEntry(): DroppedEntry | null }>;
}

const entriesOf = (reader: EntryReader) => new Promise<DroppedEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));

/** The file, which says where in its folder it lies, as those of a folder that was chosen do. */
async function fileOf(entry: FileEntry): Promise<File> {
  const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
  return Object.defineProperty(file, 'webkitRelativePath', { value: entry.fullPath.replace(/^\//, '') });
}

/** The files in an entry; what cannot be read is left out, and told. */
async function filesIn(entry: DroppedEntry, tell: (problem: string) => void): Promise<File[]> {
  const files: File[] = [];
  try {
    if (entry.isFile) return [await fileOf(entry as FileEntry)];
    const reader = (entry as FolderEntry).createReader();
    // The reader gives some entries at a time, and none at the end.
    for (let entries = await entriesOf(reader); entries.length > 0; entries = await entriesOf(reader)) {
      for (const found of entries) files.push(...(await filesIn(found, tell)));
    }
  } catch (error) {
    tell(`${entry.name}: ${reasonOf(error)}`);
  }
  return files;
}

/** The files of a drop or a paste, with those in folders. */
export async function droppedFiles(data: DroppedData | null): Promise<DroppedFiles> {
  const files = [...(data?.files ?? [])];
  const entries = [...(data?.items ?? [])].map((item) => (item.kind === 'file' ? item.webkitGetAsEntry() : null));
  if (!entries.some((entry) => entry?.isDirectory)) return { files, fromFolder: false, problems: [] };
  const problems: string[] = [];
  const tell = (problem: string) => void problems.push(problem);
  const found = await Promise.all(entries.map((entry) => (entry === null ? [] : filesIn(entry, tell))));
  return { files: found.flat(), fromFolder: true, problems };
}
