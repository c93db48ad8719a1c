import { Zip, ZipPassThrough } from 'fflate';

const largest = 2 ** 32 - 1;

/**
 * A ZIP file of files that come one after another, none of them packed: pictures are already. What is done is kept in blobs, not in memory.
 * @throws Error when together they are more than the 4 GiB of a ZIP file.
 */
export async function zipFiles(files: AsyncIterable<{ readonly name: string; readonly file: Blob }>): Promise<Blob> {
  const parts: Blob[] = [];
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    size += chunk.length;
    chunks.push(new Uint8Array(chunk));
  });
  for await (const { name, file } of files) {
    const entry = new ZipPassThrough(name);
    zip.add(entry);
    entry.push(new Uint8Array(await file.arrayBuffer()), true);
    if (size > largest)
      throw new Error('together they are more than the 4 GiB that a ZIP file holds: save them into a folder, or in parts');
    parts.push(new Blob(chunks));
    chunks = [];
  }
  zip.end();
  return new Blob([...parts, ...chunks], { type: 'application/zip' });
}
