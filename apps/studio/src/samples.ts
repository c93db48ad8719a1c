/** Pictures of the project that come with the site. */
export const sampleNames = ['puppet', 'harbour', 'still-life', 'page', 'cells', 'facade'] as const;
export type SampleName = (typeof sampleNames)[number];
