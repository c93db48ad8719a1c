import { Curve } from '../page/curve.js';
import { duration } from '../page/duration.js';
import { Pixels } from '../page/pixels.js';
import { reasonOf } from '../page/reason-of.js';
import { saveFile } from '../page/save-file.js';
import { showPsnr } from '../page/show-psnr.js';
import type { ShownResult, ShownRow } from '../worker/learn-types.js';
import { drawCurve } from './draw-curve.js';
import { drawFigure } from './draw-figure.js';
import type { LearnStore } from './learn-store.js';
import { resultsJson } from './results-json.js';
import { Step } from './step.js';

function Row({ row }: { readonly row: ShownRow }) {
  const { noisy, denoised } = row.figures;
  return (
    <div class="triple">
      <figure>
        <Pixels image={row.clean} label={`${row.name}, original`} />
        <figcaption>
          <strong>Original</strong> {row.name}, {row.heldOut ? 'held out' : 'learnt from'}
        </figcaption>
      </figure>
      <figure>
        <Pixels image={row.noisy} label={`${row.name}, noisy`} />
        <figcaption>
          <strong>Noisy</strong> {showPsnr(noisy.psnr)}, SSIM {noisy.ssim.toFixed(3)}
        </figcaption>
      </figure>
      <figure>
        <Pixels image={row.denoised} label={`${row.name}, denoised`} />
        <figcaption>
          <strong>Denoised</strong> {showPsnr(denoised.psnr)}, SSIM {denoised.ssim.toFixed(3)}, edges kept{' '}
          {Math.round(100 * denoised.sharpness)} %
        </figcaption>
      </figure>
    </div>
  );
}

function gainOf({ images }: ShownResult): string {
  const row = images.find(({ heldOut }) => heldOut) ?? images[0]!;
  const { noisy, denoised } = row.figures;
  const gain = denoised.psnr - noisy.psnr;
  const said = Number.isFinite(gain)
    ? `${gain < 0 ? 'lost' : 'gained'} ${Math.abs(gain).toFixed(2)} dB`
    : `went from ${showPsnr(noisy.psnr)} to ${showPsnr(denoised.psnr)}`;
  return `${row.name} ${row.heldOut ? 'was never seen in the training' : 'was learnt from as well'}: it ${said}.`;
}

export interface ResultsProps {
  readonly store: LearnStore;
  /** Cleans pictures with the network, an ONNX file. */
  readonly onUse: (model: Uint8Array<ArrayBuffer>) => void;
}

/** Step six: what came of it. */
export function Results({ store, onUse }: ResultsProps) {
  const result = store.result.value;
  const settings = store.settings.value;
  if (result === undefined || settings === undefined) return null;
  const heldOutFirst = [...result.images].sort((a, b) => Number(b.heldOut) - Number(a.heldOut));
  const saveDrawing = async (name: string, draw: () => Promise<Blob>) => {
    try {
      saveFile(name, await draw(), 'image/png');
    } catch (error) {
      store.message.value = reasonOf(error);
    }
  };
  return (
    <Step
      number={6}
      title="Result"
      why="PSNR says how close a picture is to the clean one, in decibels: three more are half the squared error; SSIM compares structure, 1 being the same. The curve shows how the network does at noise that it was not trained for."
    >
      <p class="status-line" data-testid="gain">
        {gainOf(result)} {result.steps} steps in {duration(result.seconds)}.
      </p>
      {heldOutFirst.map((row) => (
        <Row key={row.name} row={row} />
      ))}
      <Curve
        title={`PSNR against the noise, trained on ${store.trainedOn.value}`}
        xLabel="σ of the noise, grey levels"
        yLabel="PSNR, dB"
        lines={[
          { name: 'denoised', marked: true, points: result.curve.map(({ sigma, psnr }) => ({ x: sigma, y: psnr })) },
          { name: 'noisy', marked: true, dashed: true, points: result.curve.map(({ sigma, noisyPsnr }) => ({ x: sigma, y: noisyPsnr })) },
        ]}
      />
      <div class="buttons">
        <button type="button" onClick={() => onUse(new Uint8Array(result.model))}>
          Clean pictures with it
        </button>
        <button type="button" onClick={() => void saveDrawing('figure.png', () => drawFigure(heldOutFirst))}>
          Save the figure
        </button>
        <button type="button" onClick={() => void saveDrawing('curve.png', () => drawCurve(result.curve, store.trainedOn.value))}>
          Save the curve
        </button>
        <button type="button" onClick={() => saveFile('model.onnx', new Uint8Array(result.model))}>
          Save the network (.onnx)
        </button>
        <button type="button" onClick={() => saveFile('results.json', resultsJson(result, settings), 'application/json')}>
          Save the results
        </button>
      </div>
    </Step>
  );
}
