import type { Gain, ModelChecks } from '@cleargrain/core';
import { markdownTable } from '../terminal/markdown-table.js';
import type { SetResult } from './set-result.js';

/** PSNR on a set, or on the first pictures of it. */
function psnrOf(results: readonly SetResult[], set: string, noise: string, clipped: boolean, first?: number): number | undefined {
  const found = results.find((result) => result.data === set && result.noise === noise && result.clipped === clipped);
  if (found === undefined) return undefined;
  // JSON keeps the infinite PSNR of equal pictures as null.
  if (first === undefined) return found.psnr ?? Number.POSITIVE_INFINITY;
  const images = found.images.slice(0, first);
  return images.reduce((sum, { psnr }) => sum + psnr, 0) / images.length;
}

/** What the sets say of clean pictures, of noise beyond the training, and of clipping: a row each. */
function rowsOfSets(results: readonly SetResult[]): string[][] {
  const rows: string[][] = [];
  for (const set of new Set(results.map(({ data }) => data))) {
    const add = (what: string, figure: number | undefined, wanted: string) => {
      if (figure !== undefined) rows.push([`${what}, ${set}`, `${figure.toFixed(2)} dB`, wanted]);
    };
    add('clean pictures come back at', psnrOf(results, set, 'gaussian:0', false), 'at least 45 dB');
    const [float, clipped] = [false, true].map((clip) => psnrOf(results, set, 'gaussian:50', clip)) as [number?, number?];
    add('clipping to 8 bits costs at σ 50', float === undefined || clipped === undefined ? undefined : float - clipped, 'less than 0.2 dB');
    if (set === 'Set12') add('σ 75, first seven pictures', psnrOf(results, set, 'gaussian:75', false, 7), 'at least 25.2 dB');
    else add('σ 75', psnrOf(results, set, 'gaussian:75', false), '–');
  }
  return rows;
}

function gainTable(gains: readonly Gain[]): string {
  const pictures = [...new Set(gains.map(({ picture }) => picture))];
  const gainOf = (noise: string, picture: string) => gains.find((gain) => gain.noise === noise && gain.picture === picture)!.gain;
  const noises = [...new Set(gains.map(({ noise }) => noise))];
  return markdownTable(
    ['noise', ...pictures.map((picture) => `${picture}, dB`)],
    noises.map((noise) => [noise, ...pictures.map((picture) => gainOf(noise, picture).toFixed(2))]),
  );
}

/** What is asked of a model beside its figures, as sections of its card. */
export function checkSections(results: readonly SetResult[], checks: ModelChecks | undefined, ships: boolean): string[] {
  const rows = rowsOfSets(results);
  if (checks !== undefined) {
    rows.push(
      ['a constant picture moves by', `${checks.constant.toFixed(3)} grey levels`, 'less than 0.5'],
      ['a drawn picture without noise comes back at', `${checks.clean.toFixed(2)} dB`, 'at least 45 dB'],
      ['f(2x) differs from 2 f(x) by', `${checks.scale.toFixed(3)} grey levels`, '0'],
      ['the mean of a channel moves by', `${checks.tone.toFixed(3)} grey levels`, 'less than 0.5'],
    );
  }
  const sections = rows.length === 0 ? [] : ['## What else is asked of it\n', markdownTable(['', 'measured', 'wanted'], rows)];
  if (checks === undefined) return sections;
  return [
    ...sections,
    '## On the pictures that the project draws\n',
    ships ? 'Gains in PSNR; the tests hold the model to them.\n' : 'Gains in PSNR.\n',
    gainTable(checks.gains),
    '## On noise of other kinds\n',
    'Gains in PSNR on the same pictures. Below 0 it does harm.\n',
    gainTable(checks.otherNoise),
  ];
}
