import type { SampleName } from '../samples.js';

/** A picture that comes with the site. */
export async function fetchSample(name: SampleName): Promise<{ readonly name: string; readonly file: Blob }> {
  const response = await fetch(`samples/${name}.png`);
  if (!response.ok) throw new Error(`the sample ${name} could not be fetched (${response.status})`);
  return { name: `${name}.png`, file: await response.blob() };
}
