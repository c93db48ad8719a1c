const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  EISDIR: 'a folder, expected a file',
  ENOTDIR: 'a part of its path is a file, expected a folder',
  EEXIST: 'a part of its path is a file, expected a folder',
  EROFS: 'the disk is read-only',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many open files',
  ELOOP: 'too many symbolic links',
  EFBIG: 'larger than a file may be',
  ERR_FS_FILE_TOO_LARGE: 'larger than a file that can be read at once (2 GiB)',
};

/** Why a file operation failed, in words. */
export function describeFileError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return (code !== undefined ? reasons[code] : undefined) ?? error.message.split('\n', 1)[0]!;
}
