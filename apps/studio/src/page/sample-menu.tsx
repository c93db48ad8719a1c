import { type SampleName, sampleNames } from '../samples.js';

/** A choice of the pictures that come with the site. */
export function SampleMenu({ onSample }: { readonly onSample: (name: SampleName) => void }) {
  return (
    <select
      class="button"
      aria-label="Add a sample"
      value=""
      onChange={(event) => {
        const name = sampleNames.find((sample) => sample === event.currentTarget.value);
        event.currentTarget.value = '';
        if (name !== undefined) onSample(name);
      }}
    >
      <option value="">Add a sample</option>
      {sampleNames.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}
