/** Widths and heights, in pixels, to which the exercise brings its pictures: all are squares. */
export const pictureSizes = [128, 192, 256] as const;
