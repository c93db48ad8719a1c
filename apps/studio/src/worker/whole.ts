import type { Picture, Region } from '@cleargrain/core';

/** All of a picture as a region. */
export const whole = ({ width, height }: Picture): Region => ({ x: 0, y: 0, width, height });
