// What `npm run demo` shows: the pictures of this folder made noisy, denoised with a model that ships and measured, then the course exercise.
// `node samples/demo.mjs MODEL` takes another model: the name of one that ships, or an ONNX file.
import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  clip,
  combineSeeds,
  createDenoiser,
  createRandom,
  estimateNoise,
  gaussian,
  imageDataUrl,
  layoutFigure,
  loadTypeface,
  psnr,
  readImage,
  renderSvg,
  resize,
  ssim,
  writeImage,
} from 'cleargrain';

const sigma = 25;
const seed = 1;
const root = fileURLToPath(new URL('..', import.meta.url));
const output = path.join(root, 'demo-output');
const shown = (...names) => path.relative(process.cwd(), path.join(output, ...names)) || '.';

function printTable(header, rows) {
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)));
  for (const row of [header, ...rows]) {
    const cells = row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])));
    console.log(`  ${cells.join('  ')}`);
  }
}

async function panel(title, note, image) {
  const scale = Math.min(1, 480 / image.width);
  const [width, height] = [Math.round(image.width * scale), Math.round(image.height * scale)];
  return { title, note, image: await imageDataUrl(scale < 1 ? resize(image, width, height) : image), width, height };
}

/** Makes one sample noisy as an 8-bit file, denoises that file, and measures both against the sample. */
async function showSample(denoiser, name, index) {
  const clean = await readImage(path.join(root, 'samples', `${name}.png`));
  const noisyFile = path.join(output, `${name}-noisy.png`);
  const denoisedFile = path.join(output, `${name}-denoised.png`);
  const noisy = clip(gaussian(sigma).apply(clean, createRandom(combineSeeds(seed, index))));
  await writeImage(noisyFile, { ...noisy, origin: clean.origin });

  const input = await readImage(noisyFile);
  const estimate = await estimateNoise(input);
  const { name: model } = await denoiser.modelFor(input.channels);
  const began = performance.now();
  const result = await denoiser.denoise(input);
  const seconds = (performance.now() - began) / 1000;
  await writeImage(denoisedFile, result);

  const denoised = await readImage(denoisedFile);
  const before = { psnr: psnr(input, clean), ssim: ssim(input, clean) };
  const after = { psnr: psnr(denoised, clean), ssim: ssim(denoised, clean) };
  const note = (figures) => `${figures.psnr.toFixed(2)} dB · SSIM ${figures.ssim.toFixed(3)}`;
  return {
    cells: [
      name,
      path.basename(model, '.onnx'),
      estimate.sigma.toFixed(1),
      before.psnr.toFixed(2),
      after.psnr.toFixed(2),
      `${before.ssim.toFixed(3)} → ${after.ssim.toFixed(3)}`,
      seconds.toFixed(2),
    ],
    panels: [
      await panel('Original', name, clean),
      await panel('Noisy', note(before), input),
      await panel('Denoised', note(after), denoised),
    ],
  };
}

async function denoiseSamples(model) {
  const files = (await readdir(path.join(root, 'samples'))).filter((file) => file.endsWith('.png')).sort();
  const denoiser = await createDenoiser({ model });
  try {
    console.log(`Denoising ${files.length} samples with Gaussian noise of σ ${sigma} in 8-bit files, on the ${denoiser.description}:\n`);
    const samples = [];
    for (const [index, file] of files.entries()) samples.push(await showSample(denoiser, path.parse(file).name, index));
    printTable(
      ['picture', 'model', 'noise estimated', 'noisy, dB', 'denoised, dB', 'SSIM', 'seconds'],
      samples.map(({ cells }) => cells),
    );
    const figure = layoutFigure(
      samples.map(({ panels }) => panels),
      { typeface: await loadTypeface() },
    );
    await writeFile(path.join(output, 'figure.png'), await renderSvg(figure.svg));
    console.log(`\nFigure ${shown('figure.png')}, pictures beside it.\n`);
  } finally {
    await denoiser.close();
  }
}

/** Runs the command; its progress line goes to the terminal. */
function cleargrain(...args) {
  const file = path.join(root, 'apps', 'command', 'bin', 'cleargrain.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`cleargrain ${args[0]} ended with code ${code}`))));
  });
}

async function showExperiment() {
  const pictures = ['still-life', 'harbour', 'page', 'puppet'].map((name) => path.join(root, 'samples', `${name}.png`));
  const folder = path.join(output, 'experiment');
  console.log('The course exercise: a network of 2,737 parameters learns on three samples and is tested on a fourth …\n');
  await cleargrain('experiment', ...pictures, '-o', folder, '--epochs', '100');
  const { images, settings } = JSON.parse(await readFile(path.join(folder, 'results.json'), 'utf8'));
  printTable(
    ['picture', 'held out', 'noisy, dB', 'denoised, dB', 'SSIM'],
    images.map(({ name, heldOut, noisy, denoised }) => [
      name,
      heldOut ? 'yes' : 'no',
      noisy.psnr.toFixed(2),
      denoised.psnr.toFixed(2),
      `${noisy.ssim.toFixed(3)} → ${denoised.ssim.toFixed(3)}`,
    ]),
  );
  console.log(`\n${settings.steps} steps in ${settings.trainingSeconds.toFixed(0)} s. Figures, model and results: ${shown('experiment')}`);
}

try {
  await mkdir(output, { recursive: true });
  await denoiseSamples(process.argv[2] ?? 'auto');
  await showExperiment();
} catch (error) {
  console.error(`demo: ${error.message}`);
  process.exitCode = 1;
}
