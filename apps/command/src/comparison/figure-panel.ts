import { type FigurePanel, type Image, resize } from '@cleargrain/core';
import { imageDataUrl } from '@cleargrain/node';

// A panel as wide as half a screen; larger pictures are shown smaller.
const widestPanel = 640;

/** A picture as a panel of a figure: pixel for pixel, or made smaller when it is wide. */
export async function figurePanel(title: string, note: string, image: Image): Promise<FigurePanel> {
  const scale = Math.min(1, widestPanel / image.width);
  const [width, height] = [Math.max(1, Math.round(image.width * scale)), Math.max(1, Math.round(image.height * scale))];
  const shown = scale < 1 ? resize(image, width, height) : image;
  return { title, note, image: await imageDataUrl(shown), width, height };
}

/** The figures of a picture as a note above its panel. */
export const showFigures = ({ psnr, ssim }: { readonly psnr: number; readonly ssim: number }): string =>
  `${Number.isFinite(psnr) ? `${psnr.toFixed(2)} dB` : 'identical'} · SSIM ${ssim.toFixed(3)}`;
