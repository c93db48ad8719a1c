import path from 'node:path';

const pictures = ['original', 'noisy', 'denoised'] as const;

/** The file of one of a picture's three versions in the folder of results. */
export function pictureFile(folder: string, name: string, version: (typeof pictures)[number]): string {
  return path.join(folder, `${name}-${version}.png`);
}

/** All files that an experiment writes. */
export function resultFiles(folder: string, names: readonly string[]): string[] {
  const whole = ['results.json', 'results.md', 'figure.png', 'curve.png', 'model.onnx'].map((name) => path.join(folder, name));
  return [...whole, ...names.flatMap((name) => pictures.map((version) => pictureFile(folder, name, version)))];
}
