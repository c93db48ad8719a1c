function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) return new Promise((resolve, reject) => (entry as FileSystemFileEntry).file((file) => resolve([file]), reject));
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const all = async () => {
    const files: File[] = [];
    // The reader gives some entries at a time, and none at the end.
    for (;;) {
      const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (entries.length === 0) return files;
      for (const found of entries) files.push(...(await filesIn(found)));
    }
  };
  return all();
}

/** The files of a drop or a paste, with those in folders. */
export async function droppedFiles(data: DataTransfer | null): Promise<{ readonly files: File[]; readonly fromFolder: boolean }> {
  const files = [...(data?.files ?? [])];
  const entries = [...(data?.items ?? [])].map((item) => (item.kind === 'file' ? item.webkitGetAsEntry() : null));
  const folders = entries.filter((entry) => entry?.isDirectory);
  if (folders.length === 0) return { files, fromFolder: false };
  const found = await Promise.all(entries.map((entry) => (entry === null ? [] : filesIn(entry))));
  return { files: found.flat(), fromFolder: true };
}
