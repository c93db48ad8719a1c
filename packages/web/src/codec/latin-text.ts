/** Bytes as text, a character for each: what file formats call their parts. */
export const latinText = (bytes: Uint8Array, from = 0, to = bytes.length): string => String.fromCharCode(...bytes.subarray(from, to));

/** Text as bytes, one for each character. */
export const latinBytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
