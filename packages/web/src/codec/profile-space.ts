import { latinText } from './latin-text.js';

/** The colour space of a profile's samples, such as `RGB ` or `GRAY` (ICC.1, header bytes 16 to 19). */
export const profileSpace = (icc: Uint8Array): string => latinText(icc, 16, 20);
