import { type Engine, type Image, ImageError, resize, type Session } from '@cleargrain/core';
import { addNoise, channelsOf, type ExperimentResult, experiment, figuresOf, type NamedImage, prepareImage } from '@cleargrain/train';
import { readImage } from '@cleargrain/web';
import { transfer } from 'comlink';
import { pictureSizes } from '../learn/picture-sizes.js';
import type { Engines } from './engines.js';
import { imagePixels } from './image-pixels.js';
import type { LearnSettings, LearnUpdate, ShownImage, ShownResult } from './learn-types.js';

const small = { width: 112, height: 84 };

/** Pixels a side of which the largest size of the exercise is made without loss. */
const enoughPixels = 2 * Math.max(...pictureSizes);

/** The square in the middle of a picture, which is all that the exercise shows, in as many pixels as it needs; a small picture as it is. */
function reduced({ width, height, channels, data }: Image): Image {
  const image = { width, height, channels, data };
  return Math.min(width, height) <= enoughPixels ? image : resize(image, enoughPixels, enoughPixels, { fit: 'cover' });
}

function shown(image: Image): ShownImage {
  return { width: image.width, height: image.height, pixels: imagePixels(image) };
}

/** The pictures of the page Learn, and its training. */
export class LearnDesk {
  readonly #engines: Engines;
  readonly #images = new Map<string, Image>();
  #stop: AbortController | undefined;
  #enough: AbortController | undefined;
  /** Milliseconds of the present run. */
  #pausedFor = 0;
  #gate: { readonly open: Promise<void>; readonly release: () => void } | undefined;

  constructor(engines: Engines) {
    this.#engines = engines;
  }

  /** Reads a picture, which is known by its name from then on; returns a small one of it, and its channels. */
  async add(file: Blob, name: string): Promise<{ readonly thumbnail: ShownImage; readonly channels: 1 | 3 }> {
    const image = await readImage(file, { name });
    const { width, height, channels } = image;
    if (Math.min(width, height) < 16) throw new ImageError(`${name}: expected at least 16×16 pixels, received ${width}×${height}`);
    this.#images.set(name, reduced(image));
    return { thumbnail: shown(resize(image, small.width, small.height, { fit: 'cover' })), channels };
  }

  /** Forgets a picture. */
  remove(name: string): void {
    this.#images.delete(name);
  }

  /** The last of the pictures as the exercise will see it: clean and noisy. */
  preview(settings: LearnSettings): {
    readonly clean: ShownImage;
    readonly noisy: ShownImage;
    readonly psnr: number;
    readonly ssim: number;
  } {
    const images = this.#named(settings);
    const { image: clean } = prepareImage(images.at(-1)!, { size: settings.size, channels: channelsOf(images, settings.gray) });
    const noisy = addNoise(clean, settings.noise, settings.seed, settings.names.length - 1);
    const { psnr, ssim } = figuresOf(noisy, clean);
    return { clean: shown(clean), noisy: shown(noisy), psnr, ssim };
  }

  /**
   * Trains and measures.
   * @throws the reason of `cancel`.
   */
  async train(settings: LearnSettings, onUpdate: (update: LearnUpdate) => void): Promise<ShownResult> {
    this.cancel();
    const [stop, enough] = [new AbortController(), new AbortController()];
    [this.#stop, this.#enough] = [stop, enough];
    const engine = await this.#engines.engine();
    // The page draws ten times a second; there are hundreds of steps.
    let told = 0;
    // Preparing the first step takes longer than the step.
    let first: { readonly step: number; readonly at: number } | undefined;
    this.#pausedFor = 0;
    const result = await experiment({
      ...settings,
      engine: this.#pausable(engine),
      images: this.#named(settings),
      signal: stop.signal,
      enough: enough.signal,
      previewEvery: 1.5,
      onTraining: (progress) => {
        if (first === undefined) {
          first = { step: progress.step, at: performance.now() };
          this.#pausedFor = 0;
        }
        if (performance.now() - told < 100 && progress.step !== progress.steps) return;
        told = performance.now();
        // What was slept away is not the network's speed.
        const steps = progress.step - first.step;
        const stepsPerSecond = steps === 0 ? 0 : steps / ((told - first.at - this.#pausedFor) / 1000);
        const remaining = steps === 0 ? 0 : (progress.steps - progress.step) / stepsPerSecond;
        onUpdate({ progress: { ...progress, stepsPerSecond, remaining } });
      },
      onPreview: ({ step, denoised, psnr }) => onUpdate({ preview: { step, psnr, image: shown(denoised) } }),
    });
    return this.#show(result, engine.description);
  }

  pause(): void {
    if (this.#gate !== undefined) return;
    let release = () => {};
    const open = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#gate = { open, release };
  }

  resume(): void {
    this.#gate?.release();
    this.#gate = undefined;
  }

  /** Ends the training; what has been learnt by then is measured. */
  finish(): void {
    this.#enough?.abort(new DOMException('enough', 'AbortError'));
    this.resume();
  }

  /** Ends the training without a result. */
  cancel(): void {
    this.#stop?.abort(new DOMException('stopped', 'AbortError'));
    this.resume();
  }

  #named({ names }: LearnSettings): NamedImage[] {
    return names.map((name) => {
      const image = this.#images.get(name);
      if (image === undefined) throw new Error(`${name}: is not open`);
      return { name, image };
    });
  }

  /** The engine, whose runs wait while the training is paused. */
  #pausable(engine: Engine): Engine {
    const wait = async () => {
      if (this.#gate === undefined) return;
      const asleep = performance.now();
      await this.#gate.open;
      this.#pausedFor += performance.now() - asleep;
    };
    const wrap = (session: Session): Session => ({
      inputs: session.inputs,
      outputs: session.outputs,
      run: async (inputs) => {
        await wait();
        return session.run(inputs);
      },
      read: (input) => session.read(input),
      write: (input, value) => session.write(input, value),
      close: () => session.close(),
    });
    return { ...engine, load: async (model, options) => wrap(await engine.load(model, options)) };
  }

  #show({ images, curve, epochs, steps, seconds, model }: ExperimentResult, device: string): ShownResult {
    const rows = images.map(({ name, heldOut, clean, noisy, denoised, figures }) => ({
      name,
      heldOut,
      figures,
      clean: shown(clean),
      noisy: shown(noisy),
      denoised: shown(denoised),
    }));
    return transfer({ images: rows, curve, epochs, seconds, steps, device, model }, [model.buffer as ArrayBuffer]);
  }
}
