/** The formats that pictures are written in. */
export type ImageFormat = 'png' | 'jpeg' | 'webp' | 'avif' | 'tiff' | 'pnm' | 'pfm' | 'jxl' | 'dicom' | 'dng';

/** The formats that pictures come from; `gif`, `heic` and `raw` (the files of cameras, but for DNG) are not written. */
export type OriginFormat = ImageFormat | 'gif' | 'heic' | 'raw';
