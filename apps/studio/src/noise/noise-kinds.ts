/** A number that a kind of noise is set by, on a slider. */
export interface NoiseAmount {
  readonly label: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  readonly start: number;
  readonly show: (value: number) => string;
}

/** A kind of noise as a page offers it. */
export interface NoiseKind {
  readonly name: string;
  readonly title: string;
  /** How it comes about, in a sentence or two. */
  readonly why: string;
  readonly amounts: readonly NoiseAmount[];
  /** The noise as `parseNoise` reads it. */
  readonly text: (amounts: readonly number[]) => string;
  /** The noise in words, such as `Gaussian noise, σ 25`. */
  readonly describe: (amounts: readonly number[]) => string;
}

const percent = (value: number) => `${Math.round(100 * value)} %`;
const rounded = (value: number) => String(Number(value.toPrecision(6)));

const photons: NoiseAmount = { label: 'Photons at white', minimum: 5, maximum: 250, step: 5, start: 40, show: String };

export const noiseKinds: readonly NoiseKind[] = [
  {
    name: 'gaussian',
    title: 'Gaussian',
    why: 'A random number from a normal distribution is added to every pixel. σ is its standard deviation, on the scale from 0 to 255: how the papers make noise.',
    amounts: [{ label: 'Noise σ', minimum: 1, maximum: 75, step: 1, start: 25, show: String }],
    text: ([sigma]) => `gaussian:${sigma}`,
    describe: ([sigma]) => `Gaussian noise, σ ${sigma}`,
  },
  {
    name: 'poisson',
    title: 'Photons (Poisson)',
    why: 'Light comes in photons, and a pixel counts them. Bright pixels vary by more than dark ones, but by a smaller part of their value.',
    amounts: [photons],
    text: ([count]) => `poisson:${count}`,
    describe: ([count]) => `photon noise, ${count} photons at white`,
  },
  {
    name: 'camera',
    title: 'Camera (Poisson and Gaussian)',
    why: 'A sensor counts photons, and reading it out adds noise of its own, the same in bright and dark: what is in a raw file.',
    amounts: [photons, { label: 'Read noise σ', minimum: 0, maximum: 25, step: 1, start: 5, show: String }],
    text: ([count, sigma]) => `camera:${rounded(1 / count!)},${rounded((sigma! / 255) ** 2)}`,
    describe: ([count, sigma]) => `camera noise, ${count} photons at white, read noise σ ${sigma}`,
  },
  {
    name: 'salt-pepper',
    title: 'Salt and pepper',
    why: 'Some pixels are lost: they become black or white, half each, and say nothing of what was there. Think of a bad line or a faulty sensor.',
    amounts: [{ label: 'Pixels lost', minimum: 0.01, maximum: 0.4, step: 0.01, start: 0.1, show: percent }],
    text: ([part]) => `salt-pepper:${part}`,
    describe: ([part]) => `salt and pepper on ${percent(part!)} of the pixels`,
  },
  {
    name: 'speckle',
    title: 'Speckle',
    why: 'Every pixel is multiplied by a random number about one, so black stays black. Radar and ultrasound have such noise.',
    amounts: [{ label: 'Part of the value', minimum: 0.02, maximum: 0.6, step: 0.02, start: 0.2, show: percent }],
    text: ([part]) => `speckle:${part}`,
    describe: ([part]) => `speckle of ${percent(part!)} of the value`,
  },
  {
    name: 'jpeg',
    title: 'JPEG',
    why: 'A file of low quality keeps blocks of 8 by 8 pixels coarsely. That is not chance: the same picture always loses the same, whatever the seed.',
    amounts: [{ label: 'Quality', minimum: 2, maximum: 90, step: 1, start: 10, show: String }],
    text: ([quality]) => `jpeg:${quality}`,
    describe: ([quality]) => `JPEG of quality ${quality}`,
  },
];

/** A kind, and the amounts that are set. */
export interface ChosenNoise {
  readonly kind: NoiseKind;
  readonly amounts: readonly number[];
}

/** A kind with the amounts that it starts with. */
export function startOf(kind: NoiseKind): ChosenNoise {
  return { kind, amounts: kind.amounts.map(({ start }) => start) };
}
