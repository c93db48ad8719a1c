import { ImageError } from '@cleargrain/core';

/** A canvas for pixels of 8 bits, without a screen. */
export function createCanvas(width: number, height: number): { canvas: OffscreenCanvas; context: OffscreenCanvasRenderingContext2D } {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new ImageError(`${width}×${height} pixels are more than this browser can hold`);
  return { canvas, context };
}
