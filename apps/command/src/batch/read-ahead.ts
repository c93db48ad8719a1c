/**
 * Reads each file while the one before is worked on, the first at once. Files are asked for in their order; a file's failure comes out when it
 * is asked for.
 */
export function readAhead<File, T>(files: readonly File[], read: (file: File) => Promise<T>): (file: File) => Promise<T> {
  let next = 0;
  const begin = () => {
    const file = files[next++];
    const reading = file === undefined ? undefined : read(file);
    reading?.catch(() => {});
    return { file, reading };
  };
  let ahead = begin();
  return (file) => {
    const { file: expected, reading } = ahead;
    if (reading === undefined || expected !== file) throw new Error('files are read in their order');
    ahead = begin();
    return reading;
  };
}
