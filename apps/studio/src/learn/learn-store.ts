import { computed, signal } from '@preact/signals';
import { proxy } from 'comlink';
import { type ChosenNoise, noiseKinds, startOf } from '../noise/noise-kinds.js';
import { fetchSample } from '../page/fetch-sample.js';
import { isStop, reasonOf } from '../page/reason-of.js';
import type { SampleName } from '../samples.js';
import type { Studio } from '../studio.js';
import type { LearnSettings, LearnUpdate, ShownImage, ShownResult } from '../worker/learn-types.js';
import { unusedName } from '../worker/save-name.js';
import { isSameFile } from './is-same-file.js';
import { parseLayers } from './parse-layers.js';

/** `stopped`: it was cancelled, or came to nothing. */
export type RunState = 'idle' | 'training' | 'paused' | 'finishing' | 'stopped' | 'done';

export interface ExercisePicture {
  /** The picture in small. */
  readonly thumbnail: ShownImage;
  /** 1 where it is grey. */
  readonly channels: 1 | 3;
}

export interface NoisyPreview {
  /** The test picture's. */
  readonly name: string;
  readonly clean: ShownImage;
  readonly noisy: ShownImage;
  readonly psnr: number;
  readonly ssim: number;
}

/** The course of a run, as far as it has come. */
export interface Course {
  readonly step: number;
  readonly steps: number;
  /** 0 until there are two steps to tell by. */
  readonly stepsPerSecond: number;
  readonly remaining: number;
  readonly loss: readonly { readonly x: number; readonly y: number }[];
  readonly psnr: readonly { readonly x: number; readonly y: number }[];
  readonly image?: ShownImage;
  /** The noisy test picture's, dB. */
  readonly noisyPsnr?: number | undefined;
}

const noCourse: Course = { step: 0, steps: 0, stepsPerSecond: 0, remaining: 0, loss: [], psnr: [] };
/** More points than this are thinned: a screen does not show them. */
const mostPoints = 400;

const thinned = <T>(points: readonly T[]): readonly T[] =>
  points.length > mostPoints ? points.filter((_, index) => index % 2 === 0) : points;

/** The state of the page Learn, and what can be done on it. */
export class LearnStore {
  readonly names = signal<readonly string[]>([]);
  /** What is known of the pictures, by name. */
  readonly pictures = signal<Readonly<Record<string, ExercisePicture>>>({});
  readonly size = signal(256);
  readonly gray = signal(true);
  readonly noise = signal<ChosenNoise>(startOf(noiseKinds[0]!));
  readonly seed = signal(1);
  /** The widths of the layers as they are typed, and what they last were when there was a network of them. */
  readonly layersText = signal('8, 16, 8, 4');
  readonly layers = signal<readonly number[]>([8, 16, 8, 4]);
  readonly layersWrong = computed(() => parseLayers(this.layersText.value) === undefined);
  readonly epochs = signal(60);
  readonly preview = signal<NoisyPreview | undefined>(undefined);
  readonly state = signal<RunState>('idle');
  /** Whether a run has begun and not ended. */
  readonly running = computed(() => ['training', 'paused', 'finishing'].includes(this.state.value));
  readonly course = signal<Course>(noCourse);
  readonly result = signal<ShownResult | undefined>(undefined);
  /** What the result was made with. */
  readonly settings = signal<LearnSettings | undefined>(undefined);
  /** The noise of the result, in words. */
  readonly trainedOn = signal('');
  readonly message = signal<string | undefined>(undefined);
  /** 3 where colour is chosen and a picture has it, else 1. */
  readonly channels = computed(() => {
    const colored = this.names.value.some((name) => this.pictures.value[name]?.channels === 3);
    return colored && !this.gray.value ? 3 : 1;
  });
  /** The files by the names of their pictures, and the names that they came with. */
  readonly #files = new Map<string, { readonly given: string; readonly file: Blob }>();
  readonly #studio: Studio;
  /** The picture that was chosen to be tested on, if one was. */
  #chosen: string | undefined;
  #previews = 0;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** Takes pictures, one that is here already once; another of the same name gets a number. */
  async addFiles(files: readonly { readonly name: string; readonly file: Blob }[]): Promise<void> {
    this.message.value = undefined;
    for (const { name, file } of files) {
      try {
        if (!(await this.#has(name, file))) await this.#add(name, file);
      } catch (error) {
        this.message.value = reasonOf(error);
      }
    }
  }

  async addSamples(samples: readonly SampleName[]): Promise<void> {
    try {
      await this.addFiles(await Promise.all(samples.map(fetchSample)));
    } catch (error) {
      this.message.value = reasonOf(error);
    }
  }

  remove(name: string): void {
    this.names.value = this.names.value.filter((other) => other !== name);
    const { [name]: _, ...others } = this.pictures.value;
    this.pictures.value = others;
    this.#files.delete(name);
    if (this.#chosen === name) this.#chosen = undefined;
    void this.#studio.learn.remove(name);
  }

  /** The last picture is the one that is tested on. One that was chosen stays so when others come. */
  makeTest(name: string): void {
    this.#chosen = name;
    this.names.value = [...this.names.value.filter((other) => other !== name), name];
  }

  current(): LearnSettings {
    const side = this.size.value;
    const { kind, amounts } = this.noise.value;
    return {
      names: this.names.value,
      size: { width: side, height: side },
      gray: this.channels.value === 1,
      noise: kind.text(amounts),
      seed: this.seed.value,
      layers: this.layers.value,
      epochs: this.epochs.value,
    };
  }

  /** Shows the noisy test picture for the present settings. */
  async showNoisy(): Promise<void> {
    const mine = ++this.#previews;
    if (this.names.value.length === 0) {
      this.preview.value = undefined;
      return;
    }
    try {
      const settings = this.current();
      const preview = await this.#studio.learn.preview(settings);
      // An older answer may come later than a newer one.
      if (mine === this.#previews) this.preview.value = { ...preview, name: settings.names.at(-1)! };
    } catch (error) {
      this.message.value = reasonOf(error);
    }
  }

  /** Takes the widths of the layers as they are typed. */
  typeLayers(text: string): void {
    this.layersText.value = text;
    this.layers.value = parseLayers(text) ?? this.layers.value;
  }

  async train(): Promise<void> {
    const settings = this.current();
    this.message.value = undefined;
    this.result.value = undefined;
    this.course.value = noCourse;
    this.settings.value = settings;
    const { kind, amounts } = this.noise.value;
    this.trainedOn.value = kind.describe(amounts);
    this.state.value = 'training';
    // What was shown may be of settings before these.
    void this.showNoisy().then(() => {
      this.course.value = { ...this.course.value, noisyPsnr: this.preview.value?.psnr };
    });
    try {
      const result = await this.#studio.learn.train(
        settings,
        proxy((update: LearnUpdate) => this.#take(update)),
      );
      this.result.value = result;
      // It may have been enough before the last of the steps that were planned.
      this.course.value = { ...this.course.value, step: result.steps, steps: result.steps };
      this.state.value = 'done';
    } catch (error) {
      this.state.value = 'stopped';
      if (!isStop(error)) this.message.value = reasonOf(error);
    }
  }

  pause(): void {
    this.state.value = 'paused';
    void this.#studio.learn.pause();
  }

  resume(): void {
    this.state.value = 'training';
    void this.#studio.learn.resume();
  }

  /** Ends the training and goes on to the results. */
  finish(): void {
    this.state.value = 'finishing';
    void this.#studio.learn.finish();
  }

  cancel(): void {
    void this.#studio.learn.cancel();
  }

  async #has(name: string, file: Blob): Promise<boolean> {
    for (const other of this.#files.values()) if (other.given === name && (await isSameFile(file, other.file))) return true;
    return false;
  }

  async #add(given: string, file: Blob): Promise<void> {
    const name = unusedName(given, (candidate) => this.#files.has(candidate));
    // At once, so that no other takes the name while the picture is read.
    this.#files.set(name, { given, file });
    try {
      const picture = await this.#studio.learn.add(file, name);
      this.pictures.value = { ...this.pictures.value, [name]: picture };
      this.names.value = [...this.names.value, name];
      if (this.#chosen !== undefined) this.makeTest(this.#chosen);
    } catch (error) {
      this.#files.delete(name);
      throw error;
    }
  }

  #take({ progress, preview }: LearnUpdate): void {
    const course = this.course.value;
    if (preview !== undefined) {
      this.course.value = { ...course, image: preview.image, psnr: thinned([...course.psnr, { x: preview.step, y: preview.psnr }]) };
    }
    if (progress !== undefined) {
      const { step, steps, stepsPerSecond, remaining, loss } = progress;
      this.course.value = { ...course, step, steps, stepsPerSecond, remaining, loss: thinned([...course.loss, { x: step, y: loss }]) };
    }
  }
}
