import { expect, it } from 'vitest';
import { type DroppedEntry, droppedFiles } from './dropped-files.js';
import { folderOf } from './is-picture.js';

const fileEntry = (fullPath: string, error?: Error) => ({
  isFile: true,
  isDirectory: false,
  name: fullPath.split('/').at(-1)!,
  fullPath,
  file: (resolve: (file: File) => void, reject: (error: Error) => void) =>
    error === undefined ? resolve(new File(['x'], fullPath.split('/').at(-1)!)) : reject(error),
});

/** A folder whose reader gives its entries one at a time. */
const folderEntry = (fullPath: string, entries: readonly DroppedEntry[]) => ({
  isFile: false,
  isDirectory: true,
  name: fullPath.split('/').at(-1)!,
  fullPath,
  createReader: () => {
    const rest = [...entries];
    return { readEntries: (resolve: (entries: DroppedEntry[]) => void) => resolve(rest.splice(0, 1)) };
  },
});

const drop = (entries: readonly DroppedEntry[]) =>
  droppedFiles({ files: [], items: entries.map((entry) => ({ kind: 'file', webkitGetAsEntry: () => entry })) });

it('keeps where in a folder its files lie', async () => {
  const inner = folderEntry('/trip/day 2', [fileEntry('/trip/day 2/a.png'), fileEntry('/trip/day 2/b.png')]);
  const { files, fromFolder, problems } = await drop([folderEntry('/trip', [fileEntry('/trip/a.png'), inner]), fileEntry('/c.png')]);
  expect(fromFolder).toBe(true);
  expect(files.map((file) => folderOf(file) + file.name)).toEqual(['a.png', 'day 2/a.png', 'day 2/b.png', 'c.png']);
  expect(files[1]!.webkitRelativePath).toBe('trip/day 2/a.png');
  expect(problems).toEqual([]);
});

it('takes the rest when an entry cannot be read, and tells why', async () => {
  const gone = fileEntry('/trip/gone.png', new Error('the file could not be found'));
  const { files, problems } = await drop([folderEntry('/trip', [gone, fileEntry('/trip/a.png')])]);
  expect(files.map(({ name }) => name)).toEqual(['a.png']);
  expect(problems).toEqual(['gone.png: the file could not be found']);
});
