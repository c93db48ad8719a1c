import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { DeviceChoice } from '@cleargrain/node';
import type { ModelTiming } from './time-model.js';

/** How fast a model is on pictures of one size: medians over its rounds. */
export interface Speed {
  readonly model: string;
  readonly megapixels: number;
  /** How often it was measured. */
  readonly rounds: number;
  readonly millisecondsPerMegapixel: number;
  /** The part of the time that the engine ran, 0 to 1; the rest is reading, tiling and writing samples. */
  readonly engineShare: number;
  /** The most memory that the process held, in bytes. */
  readonly memory: number;
}

export interface SpeedOptions {
  readonly models: readonly string[];
  readonly megapixels: readonly number[];
  /** How often each is measured; once where a picture takes over a minute, beside which a start or a disturbance is little. */
  readonly rounds: number;
  readonly device: DeviceChoice;
  readonly signal: AbortSignal;
  /** Hears what is measured next. */
  readonly onStep?: (text: string) => void;
  /** How one is timed. Default: in a process of its own. */
  readonly time?: typeof timeInProcess;
}

/** Seconds after which a picture is long enough to be measured once. */
const longPicture = 60;

const program = fileURLToPath(new URL('./time-model-program.js', import.meta.url));

function timeInProcess(model: string, device: DeviceChoice, width: number, height: number, signal: AbortSignal): Promise<ModelTiming> {
  return new Promise((resolve, reject) => {
    const child = fork(program, [model, device, String(width), String(height)], { signal, killSignal: 'SIGKILL' });
    child.on('message', (answer: ModelTiming | { readonly error: string }) => {
      if ('error' in answer) reject(new Error(`${model}: ${answer.error}`));
      else resolve(answer);
    });
    child.on('error', (error) => reject(signal.aborted ? signal.reason : error));
    // Not `exit`, which may come before the last message.
    child.on('close', (code, ended) => reject(new Error(`${model}: the measurement ended with ${ended ?? `code ${code}`}`)));
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** A picture of about so many megapixels, 4:3, its sides multiples of 8. */
function sidesOf(megapixels: number): [number, number] {
  const height = Math.max(8, 8 * Math.round(Math.sqrt(megapixels * 0.75e6) / 8));
  return [Math.max(8, 8 * Math.round((megapixels * 1e6) / height / 8)), height];
}

/**
 * Measures models in turns, each in a process of its own, so that what disturbs the machine disturbs all.
 * @throws Error that names the model when a measurement fails; the signal's reason when stopped.
 */
export async function measureSpeed(options: SpeedOptions): Promise<Speed[]> {
  const { models, megapixels, rounds, device, signal, onStep, time = timeInProcess } = options;
  const speeds: Speed[] = [];
  for (const size of megapixels) {
    const [width, height] = sidesOf(size);
    const actual = (width * height) / 1e6;
    const timings = new Map<string, ModelTiming[]>(models.map((model) => [model, []]));
    for (let round = 1; round <= rounds; round++) {
      for (const model of models) {
        signal.throwIfAborted();
        const done = timings.get(model)!;
        if (done.some(({ seconds }) => seconds > longPicture)) continue;
        onStep?.(`${model}  ${size} megapixels  round ${round} of ${rounds}`);
        done.push(await time(model, device, width, height, signal));
      }
    }
    for (const [model, all] of timings) {
      speeds.push({
        model,
        megapixels: actual,
        rounds: all.length,
        millisecondsPerMegapixel: median(all.map(({ seconds }) => (1000 * seconds) / actual)),
        engineShare: median(all.map(({ seconds, engineSeconds }) => Math.min(1, engineSeconds / seconds))),
        memory: median(all.map(({ memory }) => memory)),
      });
    }
  }
  return speeds;
}
