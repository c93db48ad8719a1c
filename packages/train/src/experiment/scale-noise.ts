import { parseNoise } from '@cleargrain/core';

/** From the numbers of a kind of noise to those of noise that is `factor` times as strong, in standard deviation. */
const rules: Readonly<Record<string, (numbers: readonly number[], factor: number) => readonly number[]>> = {
  gaussian: ([sigma], factor) => [sigma! * factor],
  // The variance is in proportion to 1 / photons, to a and b, and to the fraction.
  poisson: ([photons], factor) => [photons! / factor ** 2],
  camera: (numbers, factor) => numbers.map((number) => number * factor ** 2),
  'salt-pepper': ([fraction], factor) => [Math.min(1, fraction! * factor ** 2)],
  speckle: ([part], factor) => [part! * factor],
  photo: ([sigma], factor) => [sigma! * factor],
  // libjpeg's steps grow by 5000 / quality percent below 50, 200 − 2 · quality above.
  jpeg([quality], factor) {
    const percent = factor * (quality! < 50 ? 5000 / quality! : 200 - 2 * quality!);
    return [Math.min(100, Math.max(1, Math.round(percent > 100 ? 5000 / percent : 100 - percent / 2)))];
  },
};

/** Kind and numbers of one noise model, from its name. */
export function partsOfNoise(noise: string): { readonly kind: string; readonly numbers: readonly number[] } {
  const [kind = '', numbers = ''] = noise.split(':');
  return { kind, numbers: numbers.split(',').map(Number) };
}

/**
 * Noise of the same kind, `factor` times as strong in standard deviation; a JPEG is quantised `factor` times as coarsely, as far as whole
 * qualities allow. `noise` is what `parseNoise` reads, one model.
 */
export function scaleNoise(noise: string, factor: number): string {
  const { kind, numbers } = partsOfNoise(noise);
  return parseNoise(`${kind}:${rules[kind]!(numbers, factor).join(',')}`)[0]!.name;
}
