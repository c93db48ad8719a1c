import { isPicture } from './is-picture.js';

/** What to say of files among which some are no pictures; undefined where there is nothing to say. Folders hold much that is no picture. */
export function notPictures(files: readonly File[], fromFolder: boolean): string | undefined {
  const other = files.find((file) => !isPicture(file));
  if (other === undefined || (fromFolder && files.some(isPicture))) return undefined;
  return `${other.name}: not a picture that is known here`;
}
