/** The formats that pictures are written in. */
export type ImageFormat = 'png' | 'jpeg' | 'webp' | 'avif' | 'tiff' | 'pnm' | 'pfm';
