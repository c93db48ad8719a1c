import { useRef } from 'preact/hooks';
import { Curve } from '../page/curve.js';
import { duration } from '../page/duration.js';
import { Pixels } from '../page/pixels.js';
import { showPsnr } from '../page/show-psnr.js';
import { Slider } from '../page/slider.js';
import { useKeptFocus } from '../page/use-kept-focus.js';
import type { LearnStore } from './learn-store.js';
import { showSpeed } from './show-speed.js';
import { Step } from './step.js';

/** What is not as it must be to train; undefined where all is. */
function missingFor(store: LearnStore): string | undefined {
  if (store.names.value.length === 0) return 'Add a picture in step 1 first.';
  return store.layersWrong.value ? 'The widths of the layers in step 4 make no network yet.' : undefined;
}

/** Step five: the training, as it goes. */
export function Training({ store, device }: { readonly store: LearnStore; readonly device: string | undefined }) {
  const state = store.state.value;
  const course = store.course.value;
  const going = state === 'training' || state === 'paused';
  const running = store.running.value;
  const missing = missingFor(store);
  const last = course.psnr.at(-1);
  const loss = course.loss.at(-1)?.y;
  const buttons = useRef<HTMLDivElement>(null);
  const pressing = useKeptFocus(buttons, state);
  const { noisyPsnr } = course;
  return (
    <Step
      number={5}
      title="Training"
      why="The network sees small noisy crops, and after each the weights are moved a little so that its output comes closer to the clean ones. The loss is the mean squared error that is left."
    >
      <Slider
        label="Epochs"
        value={store.epochs.value}
        minimum={5}
        maximum={300}
        step={5}
        show={(value) => `${value}: every pixel is seen ${value} times`}
        disabled={running}
        onInput={(value) => (store.epochs.value = value)}
      />
      <div class="buttons" ref={buttons}>
        {!running && (
          <button type="button" class="primary" disabled={missing !== undefined} onClick={pressing(() => void store.train())}>
            {state === 'done' ? 'Train again' : 'Train'}
          </button>
        )}
        {state === 'training' && (
          <button type="button" onClick={pressing(() => store.pause())}>
            Pause
          </button>
        )}
        {state === 'paused' && (
          <button type="button" class="primary" onClick={pressing(() => store.resume())}>
            Go on
          </button>
        )}
        {going && (
          <>
            <button type="button" onClick={pressing(() => store.finish())}>
              That is enough
            </button>
            <button type="button" onClick={pressing(() => store.cancel())}>
              Cancel
            </button>
          </>
        )}
      </div>
      {!running && missing !== undefined && <p class="wrong">{missing}</p>}
      {device !== undefined && <p class="hint">Computed with {device}.</p>}
      {(running || course.step > 0) && (
        <>
          <p class="status-line" role="status">
            {state === 'paused' ? 'Paused. ' : ''}
            {state === 'finishing' ? 'Measuring. ' : ''}
            {state === 'stopped' ? 'Stopped. ' : ''}
            {course.steps === 0 ? 'Preparing.' : `Step ${course.step} of ${course.steps}`}
            {loss !== undefined && `, loss ${loss.toPrecision(3)}`}
            {going && course.stepsPerSecond > 0 && `, ${showSpeed(course.stepsPerSecond)}, ${duration(course.remaining)} left`}
          </p>
          <progress max={Math.max(1, course.steps)} value={course.step} aria-label="Training" />
          <div class="live">
            <div class="curves">
              <Curve
                title="Loss"
                xLabel="step"
                yLabel="mean squared error"
                logarithmic
                xEnd={course.steps}
                lines={[{ name: 'loss', points: course.loss }]}
              />
              <Curve
                title="Validation"
                xLabel="step"
                yLabel="PSNR, dB"
                xEnd={course.steps}
                lines={[
                  { name: 'denoised', points: course.psnr },
                  ...(noisyPsnr !== undefined && course.psnr.length > 0
                    ? [
                        {
                          name: 'noisy',
                          dashed: true,
                          points: [
                            { x: 0, y: noisyPsnr },
                            { x: course.steps, y: noisyPsnr },
                          ],
                        },
                      ]
                    : []),
                ]}
              />
            </div>
            {course.image !== undefined && (
              <figure>
                <Pixels image={course.image} label="The test picture as the network makes it so far" />
                <figcaption>
                  <strong>Test picture so far</strong> {last && showPsnr(last.y)}
                </figcaption>
              </figure>
            )}
          </div>
        </>
      )}
    </Step>
  );
}
