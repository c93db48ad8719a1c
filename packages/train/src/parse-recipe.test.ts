import { describe, expect, it } from 'vitest';
import { parseRecipe } from './parse-recipe.js';
import { defaultRecipe } from './recipe.js';

const network = { architecture: 'unet', channels: 1, widths: [8, 8], blocks: 1 };
const deep = { architecture: 'unet', channels: 1, widths: [8, 8, 8, 8], blocks: 1 };
const phase = { until: 1, batch: 2, crop: 16, loss: 'l1' };
const noise = { kind: 'gaussian', ranges: [[0, 55]] };

describe('parsing a recipe', () => {
  it('fills in the defaults', () => {
    const recipe = parseRecipe({ network });
    expect(recipe).toEqual({
      ...defaultRecipe,
      network,
      noise: defaultRecipe.noise.map((item) => ({ clipped: false, ...item })),
      learningRate: { peak: 1e-3, final: 1e-6, warmup: 500 },
    });
    expect(parseRecipe(recipe)).toEqual(recipe);
  });

  it('warms up for a twentieth of a short run', () => {
    expect(parseRecipe({ network, steps: 200 }).learningRate.warmup).toBe(10);
  });

  it('takes what it is given', () => {
    const given = {
      network,
      steps: 10,
      seed: 0,
      phases: [{ ...phase, until: 0.5 }, phase],
      scales: [1, 0.5],
      jpeg: { share: 0.5, quality: [70, 95] },
      noise: [
        {
          kind: 'camera',
          ranges: [
            [0, 0.01],
            [0, 0.1],
          ],
          share: 0.5,
          clipped: true,
        },
        { ...noise, share: 1, clipped: false },
      ],
      learningRate: { peak: 0.1, final: 0.01, warmup: 3 },
      optimiser: 'muon',
      weightDecay: 0.01,
      gradientLimit: 5,
      averageDecay: 0,
      teacherShare: 0.25,
      validation: { every: 5, sigma: 50 },
    };
    expect(parseRecipe(given)).toEqual(given);
    const photo = {
      ...given,
      noise: [{ ...noise, kind: 'photo', share: 1, clipped: false }],
      validation: { every: 5, sigma: 25, noise: 'photo:12' },
    };
    expect(parseRecipe(photo)).toEqual(photo);
  });

  it.each([
    [undefined, 'recipe'],
    [[], 'recipe'],
    [{ network, step: 5 }, "recipe, received 'step'"],
    [{}, 'network'],
    [{ network: { ...network, blocks: 0 } }, 'network.blocks'],
    [{ network: { ...network, depth: 3 } }, 'depth'],
    [{ network, steps: 0 }, 'steps'],
    [{ network, steps: '100' }, 'steps'],
    [{ network, seed: -1 }, 'seed'],
    [{ network, seed: 0.5 }, 'seed'],
    [{ network, phases: [] }, 'phases'],
    [{ network, phases: [{ ...phase, crops: 4 }] }, "phases[0], received 'crops'"],
    [
      {
        network,
        phases: [
          { ...phase, until: 0.5 },
          { ...phase, batch: 0 },
        ],
      },
      'phases[1].batch',
    ],
    [{ network, phases: [{ ...phase, crop: 20 }] }, 'a multiple of 8 for phases[0].crop, received 20'],
    [{ network: deep, phases: [{ ...phase, crop: 24 }] }, 'a multiple of 16 for phases[0].crop, received 24'],
    [{ network, phases: [{ ...phase, loss: 'l2' }] }, 'phases[0].loss'],
    [{ network, phases: [{ ...phase, until: 0.9 }] }, 'phases, received [0.9]'],
    [{ network, phases: [{ ...phase, until: 0 }, phase] }, 'phases, received [0, 1]'],
    [{ network, phases: [{ ...phase, until: 0.7 }, { ...phase, until: 0.7 }, phase] }, 'phases, received [0.7, 0.7, 1]'],
    [{ network, scales: 0.5 }, 'scales'],
    [{ network, scales: [] }, 'scales'],
    [{ network, scales: [1, 0.05] }, 'scales'],
    [{ network, scales: [1.5] }, 'scales'],
    [{ network, jpeg: 0.5 }, 'jpeg'],
    [{ network, jpeg: { quality: [70, 95] } }, 'jpeg.share'],
    [{ network, jpeg: { share: 2, quality: [70, 95] } }, 'jpeg.share'],
    [{ network, jpeg: { share: 0.5 } }, 'jpeg.quality'],
    [{ network, jpeg: { share: 0.5, quality: [70] } }, 'the lowest and the highest for jpeg.quality, received [70]'],
    [{ network, jpeg: { share: 0.5, quality: [95, 70] } }, 'the lowest and the highest for jpeg.quality, received [95, 70]'],
    [{ network, jpeg: { share: 0.5, quality: [0, 70] } }, 'jpeg.quality'],
    [{ network, noise: noise }, 'noise'],
    [{ network, noise: [{ ...noise, sigma: 5 }] }, "noise[0], received 'sigma'"],
    [{ network, noise: [noise, { ranges: [[0, 1]] }] }, 'noise[1].kind'],
    [{ network, noise: [{ ...noise, kind: 'fog' }] }, 'noise[0]: expected one of gaussian'],
    [{ network, noise: [{ ...noise, ranges: [] }] }, 'noise[0].ranges'],
    [{ network, noise: [{ ...noise, ranges: [5] }] }, 'noise[0].ranges'],
    [{ network, noise: [{ ...noise, ranges: [[0, -5]] }] }, 'noise[0].ranges'],
    [
      {
        network,
        noise: [
          {
            ...noise,
            ranges: [
              [0, 5],
              [0, 5],
            ],
          },
        ],
      },
      'the ranges of one model of gaussian for noise[0].ranges',
    ],
    [{ network, noise: [{ kind: 'salt-pepper', ranges: [[0, 2]] }] }, 'noise[0]: '],
    [{ network, noise: [{ kind: 'camera', ranges: [[0, 2]] }] }, 'noise[0]: '],
    [{ network, noise: [{ ...noise, clipped: 'yes' }] }, 'noise[0].clipped'],
    [{ network, noise: [{ ...noise, share: -1 }] }, 'noise[0].share'],
    [{ network, noise: [{ ...noise, share: 0 }] }, 'share'],
    [{ network, learningRate: 0.1 }, 'learningRate'],
    [{ network, learningRate: { peak: 2 } }, 'learningRate.peak'],
    [{ network, learningRate: { final: -1 } }, 'learningRate.final'],
    [{ network, learningRate: { warmup: 1.5 } }, 'learningRate.warmup'],
    [{ network, learningRate: { start: 1 } }, "learningRate, received 'start'"],
    [{ network, weightDecay: 2 }, 'weightDecay'],
    [{ network, optimiser: 'sgd' }, 'adamw, muon'],
    [{ network, gradientLimit: 0 }, 'gradientLimit'],
    [{ network, averageDecay: 1.1 }, 'averageDecay'],
    [{ network, validation: { every: 0 } }, 'validation.every'],
    [{ network, validation: { sigma: 300 } }, 'validation.sigma'],
    [{ network, validation: { noise: 'rain:3' } }, 'validation.noise: expected one of'],
    [{ network, validation: { noise: 'photo:3,4' } }, 'one level for validation.noise'],
    [{ network, validation: { often: 1 } }, "validation, received 'often'"],
  ])('names what is wrong with %j', (recipe, field) => {
    expect(() => parseRecipe(recipe)).toThrow(RangeError);
    expect(() => parseRecipe(recipe)).toThrow(field);
  });
});
