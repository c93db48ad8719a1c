import { type FigurePanel, layoutFigure } from '@cleargrain/core';
import type { ShownImage, ShownRow } from '../worker/learn-types.js';
import { canvasTypeface } from './canvas-typeface.js';
import { renderSvg } from './render-svg.js';

function dataUrl({ width, height, pixels }: ShownImage): string {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  canvas.getContext('2d')!.putImageData(new ImageData(pixels, width, height), 0, 0);
  return canvas.toDataURL('image/png');
}

function panel(title: string, note: string, image: ShownImage): FigurePanel {
  return { title, note, image: dataUrl(image), width: image.width, height: image.height };
}

const show = ({ psnr, ssim }: { readonly psnr: number; readonly ssim: number }) => `${psnr.toFixed(2)} dB · SSIM ${ssim.toFixed(3)}`;

/** Original, noisy and denoised of each picture side by side, as a PNG file. */
export async function drawFigure(rows: readonly ShownRow[]): Promise<Blob> {
  const { svg, width, height } = layoutFigure(
    rows.map(({ name, heldOut, clean, noisy, denoised, figures }) => [
      panel('Original', `${name}${heldOut ? ', held out' : ', learnt from'}`, clean),
      panel('Noisy', show(figures.noisy), noisy),
      panel('Denoised', show(figures.denoised), denoised),
    ]),
    { typeface: canvasTypeface() },
  );
  return renderSvg(svg, width, height);
}
