import { NoiseFields } from '../noise/noise-fields.js';
import { Choice } from '../page/choice.js';
import { FileButton } from '../page/file-button.js';
import { Pixels } from '../page/pixels.js';
import { SampleMenu } from '../page/sample-menu.js';
import { showPsnr } from '../page/show-psnr.js';
import { Slider } from '../page/slider.js';
import { LayersField } from './layers-field.js';
import type { LearnStore } from './learn-store.js';
import { NetworkDrawing } from './network-drawing.js';
import { PictureCard } from './picture-card.js';
import { pictureSizes } from './picture-sizes.js';
import { Step } from './step.js';

const sizes = pictureSizes.map((side) => [String(side), `${side} × ${side}`] as const);

/** What becomes of a picture: the last is the one that is tested on. */
function roleOf(index: number, count: number): string {
  if (count === 1) return 'learnt from and tested on';
  return index === count - 1 ? 'tested on' : 'learnt from';
}

/** Steps one to four: pictures, size, noise, network. */
export function SetUp({ store, onFiles }: { readonly store: LearnStore; readonly onFiles: (files: File[]) => void }) {
  const names = store.names.value;
  const preview = store.preview.value;
  const busy = store.running.value;
  return (
    <>
      <Step
        number={1}
        title="Pictures"
        why="The network learns from all pictures but the last. That one is held out: only a picture that was never seen tells what was learnt."
      >
        <ul class="pictures">
          {names.map((name, index) => (
            <PictureCard
              key={name}
              name={name}
              thumbnail={store.pictures.value[name]?.thumbnail}
              role={roleOf(index, names.length)}
              disabled={busy}
              {...(index < names.length - 1 && { onTest: () => store.makeTest(name) })}
              {...(names.length > 1 && { onRemove: () => store.remove(name) })}
            />
          ))}
        </ul>
        <div class="buttons">
          <FileButton onFiles={onFiles} multiple>
            Add pictures
          </FileButton>
          <SampleMenu onSample={(name) => void store.addSamples([name])} />
        </div>
      </Step>
      <Step
        number={2}
        title="Size and grey"
        why="All pictures are brought to one small size, so that training takes a minute and not a day. Grey has a third of the numbers of colour."
      >
        <div class="buttons">
          <Choice
            label="Size"
            choices={sizes}
            value={String(store.size.value)}
            disabled={busy}
            onChange={(size) => (store.size.value = Number(size))}
          />
          <Choice
            label="Colours"
            choices={[
              ['gray', 'Grey'],
              ['color', 'Colour'],
            ]}
            value={store.gray.value ? 'gray' : 'color'}
            disabled={busy}
            onChange={(value) => (store.gray.value = value === 'gray')}
          />
        </div>
      </Step>
      <Step number={3} title="Noise" why={store.noise.value.kind.why}>
        <div class="columns">
          <div class="fields">
            <NoiseFields noise={store.noise.value} disabled={busy} onNoise={(noise) => (store.noise.value = noise)} />
            <Slider
              label="Seed"
              value={store.seed.value}
              minimum={1}
              maximum={99}
              step={1}
              show={String}
              disabled={busy}
              onInput={(value) => (store.seed.value = value)}
            />
            <p class="hint">The noisy picture is clipped to black and white and rounded, as a file is.</p>
          </div>
          {preview !== undefined && (
            <div class="pair">
              <figure>
                <Pixels image={preview.clean} label={`The clean test picture, ${preview.name}`} />
                <figcaption>
                  <strong>Original</strong> {preview.name}
                </figcaption>
              </figure>
              <figure>
                <Pixels image={preview.noisy} label={`The noisy test picture, ${preview.name}`} />
                <figcaption>
                  <strong>Noisy</strong> {showPsnr(preview.psnr)}, SSIM {preview.ssim.toFixed(3)}
                </figcaption>
              </figure>
            </div>
          )}
        </div>
      </Step>
      <Step
        number={4}
        title="Network"
        why="Each layer makes feature maps from the maps before it, with weights of 3 by 3 pixels that are the same everywhere, so the network works on pictures of any size."
      >
        <div class="columns">
          <LayersField
            text={store.layersText.value}
            wrong={store.layersWrong.value}
            disabled={busy}
            onText={(text) => store.typeLayers(text)}
          />
          <NetworkDrawing layers={store.layers.value} channels={store.channels.value} />
        </div>
      </Step>
    </>
  );
}
