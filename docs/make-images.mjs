// Makes the docs' pictures from samples/ with the command itself: `node docs/make-images.mjs`, after the models have changed.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const images = path.join(root, 'docs', 'images');
const work = mkdtempSync(path.join(tmpdir(), 'cleargrain-images-'));
const at = (name) => path.join(work, name);
const sample = (name) => path.join(root, 'samples', `${name}.png`);

function cleargrain(...args) {
  execFileSync(process.execPath, [path.join(root, 'apps', 'command', 'bin', 'cleargrain.js'), ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

try {
  mkdirSync(images, { recursive: true });
  copyFileSync(sample('puppet'), at('original.png'));
  cleargrain('noise', at('original.png'), '-o', at('noisy.png'), '--gaussian', '25', '--seed', '1');
  cleargrain('denoise', at('noisy.png'), '-o', at('denoised.png'));
  cleargrain('compare', at('original.png'), at('noisy.png'), at('denoised.png'), '-o', path.join(images, 'denoised.png'));

  // A photograph's noise: a camera's, drawn by the seed.
  copyFileSync(sample('still-life'), at('still-life.png'));
  cleargrain('noise', at('still-life.png'), '-o', at('photo.png'), '--photo', '12', '--seed', '1');
  cleargrain('denoise', at('photo.png'), '-o', at('photo-denoised.png'));
  cleargrain('compare', at('still-life.png'), at('photo.png'), at('photo-denoised.png'), '-o', path.join(images, 'photo.png'));

  // The course exercise as it runs by default; the last picture is held out of the training.
  cleargrain('experiment', sample('page'), sample('still-life'), sample('puppet'), '-o', at('exercise'));
  copyFileSync(path.join(at('exercise'), 'figure.png'), path.join(images, 'exercise.png'));
  copyFileSync(path.join(at('exercise'), 'curve.png'), path.join(images, 'exercise-curve.png'));
} finally {
  rmSync(work, { recursive: true, force: true });
}
