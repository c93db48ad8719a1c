import { decodePortableMap } from './decode-portable-map.js';
import { isDicom } from './dicom/dicom-file.js';
import { dicomPages } from './dicom/dicom-pages.js';
import { heicPages } from './heic/heic-pages.js';
import { isHeic } from './heic/is-heic.js';
import { isJxl } from './jxl/is-jxl.js';
import { jxlPages } from './jxl/jxl-pages.js';
import { type PageReader, singlePage } from './page-reader.js';
import { isPortableMap } from './portable-map-header.js';
import { isRaw } from './raw/is-raw.js';
import { rawPages } from './raw/raw-pages.js';
import { refuseNotFinite } from './refuse-not-finite.js';
import { sharpPages } from './sharp-pages.js';

/** Opens a picture file with the decoder for what its first bytes say it is. */
export async function openPages(bytes: Uint8Array): Promise<PageReader> {
  if (isPortableMap(bytes)) return singlePage(async () => portableMap(bytes));
  if (isDicom(bytes)) return dicomPages(bytes);
  if (isHeic(bytes)) return heicPages(bytes);
  if (isJxl(bytes)) return jxlPages(bytes);
  if (isRaw(bytes)) return rawPages(bytes);
  return sharpPages(bytes);
}

function portableMap(bytes: Uint8Array) {
  const picture = decodePortableMap(bytes);
  if (picture.depth === 32) refuseNotFinite(picture);
  return picture;
}
