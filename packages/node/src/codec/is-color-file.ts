import sharp from 'sharp';
import { firstBytes } from '../files/first-bytes.js';
import { isPortableMap, readPortableMapHeader } from './portable-map-header.js';
import { isGray } from './sharp-origin.js';

/** Whether a picture's file says in its head that it has colour; false where it does not tell, or cannot be read. */
export async function isColorFile(file: string): Promise<boolean> {
  try {
    const head = await firstBytes(file, 4096);
    if (isPortableMap(head)) return readPortableMapHeader(head).channels === 3;
    return !isGray(await sharp(file, { limitInputPixels: false }).metadata());
  } catch {
    return false;
  }
}
