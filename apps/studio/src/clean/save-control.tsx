import { mostBits } from '@cleargrain/web';
import { Slider } from '../page/slider.js';
import type { PictureInfo, SaveOptions } from '../worker/picture-info.js';
import type { Job } from './job.js';
import type { SaveStore } from './save-store.js';

const formats: readonly (readonly [SaveOptions['format'], string])[] = [
  ['same', 'As the input'],
  ['png', 'PNG'],
  ['tiff', 'TIFF'],
  ['jpeg', 'JPEG'],
  ['webp', 'WebP'],
];
const depths = { png: [8, 16], tiff: [8, 16, 32], jpeg: [], webp: [] } as const;

/** The name of the format that comes next to the input's: not every one can be written here. */
const sameAs = ({ format, input }: PictureInfo) =>
  format === input ? `As the input (${format.toUpperCase()})` : `${format.toUpperCase()} (${input.toUpperCase()} cannot be written here)`;

/** How results are saved: format, quality, depth, metadata and name; and the button that saves. */
export function SaveControl({ saving, job, info }: { readonly saving: SaveStore; readonly job: Job; readonly info: PictureInfo }) {
  const format = saving.format.value === 'same' ? info.format : saving.format.value;
  const own = Math.min(info.depth, mostBits[format]);
  const chosen = saving.depth.value;
  return (
    <section>
      <h2>Save</h2>
      <label class="field">
        Format
        <select
          value={saving.format.value}
          onChange={(event) => (saving.format.value = event.currentTarget.value as SaveOptions['format'])}
        >
          {formats.map(([name, title]) => (
            <option key={name} value={name}>
              {name === 'same' ? sameAs(info) : title}
            </option>
          ))}
        </select>
      </label>
      {(format === 'jpeg' || format === 'webp') && (
        <Slider
          label="Quality"
          value={saving.quality.value ?? info.quality[format]}
          minimum={1}
          maximum={100}
          step={1}
          show={(value) => (saving.quality.value === undefined && info.format === format ? `${value}, as the input` : String(value))}
          onInput={(value) => (saving.quality.value = value)}
        />
      )}
      {depths[format].length > 0 && (
        <label class="field">
          Bits a sample
          <select
            value={chosen === undefined ? '' : String(Math.min(chosen, mostBits[format]))}
            onChange={({ currentTarget: { value } }) => (saving.depth.value = depths.tiff.find((bits) => String(bits) === value))}
          >
            <option value="">As the input ({own === 32 ? '32, floats' : own})</option>
            {depths[format].map((bits) => (
              <option key={bits} value={bits}>
                {bits === 32 ? '32, floats' : bits}
              </option>
            ))}
          </select>
        </label>
      )}
      <label class="field">
        Added to the name
        <input
          type="text"
          value={saving.suffix.value}
          placeholder="nothing"
          spellcheck={false}
          onInput={(event) => (saving.suffix.value = event.currentTarget.value)}
        />
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={saving.metadata.value}
          onChange={(event) => (saving.metadata.value = event.currentTarget.checked)}
        />
        Keep colour profile, EXIF and XMP
      </label>
      <button
        type="button"
        class="primary wide"
        disabled={job.state.kind === 'cleaning' || saving.busy.value}
        onClick={() => void saving.save(job.key)}
      >
        {saving.busy.value ? 'Saving …' : 'Save the picture'}
      </button>
    </section>
  );
}
