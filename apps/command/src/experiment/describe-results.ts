import type { ExperimentResult } from '@cleargrain/train';
import { markdownTable } from '../terminal/markdown-table.js';
import { showDuration } from '../terminal/show-duration.js';
import type { ExperimentSettings } from './write-results.js';

/** How far the gain in PSNR falls when the noise is a fifth weaker or stronger than what was trained, in dB. */
function generalisation({ curve }: ExperimentResult, sigma: number): string {
  const gainAt = (level: number) => {
    const point = curve.find((candidate) => Math.abs(candidate.sigma - level) < 1e-6);
    return point ? point.psnr - point.noisyPsnr : Number.NaN;
  };
  const [below, at, above] = [gainAt(0.8 * sigma), gainAt(sigma), gainAt(1.2 * sigma)];
  return `The gain is ${at.toFixed(2)} dB at the trained level, ${below.toFixed(2)} dB at a fifth less noise and ${above.toFixed(2)} dB at a fifth more.`;
}

/** The results of an experiment in Markdown. */
export function describeResults(result: ExperimentResult, settings: ExperimentSettings): string {
  const { images, curve, recipe, epochs, seconds } = result;
  const { size, gray, sigma, layers, seed, device } = settings;
  const heldOut = images.filter((image) => image.heldOut);
  const said =
    heldOut.length === 0
      ? `${images.length === 1 ? 'The one picture was' : 'All pictures were'} learnt from as well as tested on: the figures flatter the network.`
      : heldOut.length === images.length
        ? 'No picture here was learnt from.'
        : `Held out of the training: ${heldOut.map(({ name }) => name).join(', ')}.`;
  return [
    '# Denoising experiment\n',
    `Pictures of ${size.width}×${size.height}, ${gray ? 'grey' : 'colour'}; Gaussian noise of σ ${sigma} (grey levels, 0–255), clipped to [0, 1], seed ${seed}. ` +
      `Network: 3×3 convolutions of widths ${layers.join(', ')} with ReLU, then a linear one. ` +
      `Training: ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}, ${recipe.steps} steps in ${showDuration(seconds)} (${device}). ${said}\n`,
    markdownTable(
      ['picture', 'held out', 'noisy PSNR', 'denoised PSNR', 'noisy SSIM', 'denoised SSIM', 'sharpness kept'],
      images.map(({ name, heldOut: out, figures: { noisy, denoised } }) => [
        name,
        out ? 'yes' : 'no',
        noisy.psnr.toFixed(2),
        denoised.psnr.toFixed(2),
        noisy.ssim.toFixed(3),
        denoised.ssim.toFixed(3),
        denoised.sharpness.toFixed(3),
      ]),
    ),
    '## PSNR against the noise level\n',
    generalisation(result, sigma),
    '',
    markdownTable(
      ['σ', 'noisy, dB', 'denoised, dB', 'gain, dB'],
      curve.map((point) => [
        point.sigma.toFixed(0),
        point.noisyPsnr.toFixed(2),
        point.psnr.toFixed(2),
        (point.psnr - point.noisyPsnr).toFixed(2),
      ]),
    ),
  ].join('\n');
}
