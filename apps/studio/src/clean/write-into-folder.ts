import { unusedName } from '../worker/save-name.js';

declare global {
  /** File System Access; only some browsers have it. */
  var showDirectoryPicker: ((options: { readonly mode: 'readwrite' }) => Promise<FileSystemDirectoryHandle>) | undefined;
  interface FileSystemDirectoryHandle {
    keys(): AsyncIterable<string>;
  }
}

/** Writes a file into a folder, in folders of its own where its name has some. No file is overwritten: the name gets a number instead. */
export async function writeIntoFolder(root: FileSystemDirectoryHandle, path: string, file: Blob): Promise<void> {
  const steps = path.split('/');
  const name = steps.pop()!;
  let folder = root;
  for (const step of steps) folder = await folder.getDirectoryHandle(step, { create: true });
  // Names that differ by their letters' case alone are one file on some disks.
  const used = new Set<string>();
  for await (const key of folder.keys()) used.add(key.toLowerCase());
  const unused = unusedName(name, (candidate) => used.has(candidate.toLowerCase()));
  const target = await (await folder.getFileHandle(unused, { create: true })).createWritable();
  await target.write(file);
  await target.close();
}
