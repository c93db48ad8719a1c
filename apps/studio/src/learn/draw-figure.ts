import { type FigurePanel, layoutFigure } from '@cleargrain/core';
import { showPsnr } from '../page/show-psnr.js';
import type { ShownImage, ShownRow } from '../worker/learn-types.js';
import { canvasTypeface } from './canvas-typeface.js';
import { renderSvg } from './render-svg.js';

/** Panels are at least about this wide, so that what stands above them has room. */
const panelWidth = 256;

/** The picture, each of its pixels a square of `factor` pixels. */
function dataUrl({ width, height, pixels }: ShownImage, factor: number): string {
  const own = new OffscreenCanvas(width, height);
  own.getContext('2d')!.putImageData(new ImageData(pixels, width, height), 0, 0);
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width * factor, height * factor];
  const context = canvas.getContext('2d')!;
  context.imageSmoothingEnabled = false;
  context.drawImage(own, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png');
}

function panel(title: string, note: string, image: ShownImage): FigurePanel {
  const factor = Math.max(1, Math.round(panelWidth / image.width));
  return { title, note, image: dataUrl(image, factor), width: image.width * factor, height: image.height * factor };
}

const show = ({ psnr, ssim }: { readonly psnr: number; readonly ssim: number }) => `${showPsnr(psnr)} · SSIM ${ssim.toFixed(3)}`;

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
