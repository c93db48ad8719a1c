import { describe, expect, it } from 'vitest';
import { parseTrainingRecord } from './parse-training-record.js';

const record = { recipe: { steps: 5 }, steps: 5, hours: 0.25, machine: 'two cores', data: 'own pictures, CC0' };

describe('a training record', () => {
  it('comes back as it was, with and without a history, a teacher and an earlier run', () => {
    expect(parseTrainingRecord(record)).toStrictEqual(record);
    const history = [
      { step: 2, loss: 0.5 },
      { step: 5, loss: 0.25, psnr: 27.5 },
    ];
    const teacher = { name: 'color-m', training: { ...record, steps: 9 } };
    const whole = { ...record, before: { ...record, steps: 3, teacher: { name: 'color-s' } }, teacher, history };
    expect(parseTrainingRecord(whole)).toStrictEqual(whole);
  });

  it('loses what is not known, and takes what JSON keeps of an infinite PSNR for one', () => {
    const history = [{ step: 2, loss: 0.5, psnr: null, other: 1 }];
    expect(parseTrainingRecord({ ...record, other: 1, history })).toStrictEqual({
      ...record,
      history: [{ step: 2, loss: 0.5, psnr: Infinity }],
    });
  });

  it.each([
    [null, 'expected an object for training, received null'],
    [[], 'expected an object for training, received []'],
    [{ ...record, recipe: 'mine' }, "expected an object for training.recipe, received 'mine'"],
    [{ ...record, steps: '5' }, "expected an integer of at least 0 for training.steps, received '5'"],
    [{ ...record, hours: -1 }, 'expected a number of at least 0 for training.hours, received -1'],
    [{ ...record, machine: undefined }, 'expected words for training.machine, received undefined'],
    [{ ...record, data: 7 }, 'expected words for training.data, received 7'],
    [{ ...record, before: 'none' }, "expected an object for training, received 'none'"],
    [{ ...record, teacher: 'color-m' }, "expected an object for training.teacher, received 'color-m'"],
    [{ ...record, teacher: { name: 3 } }, 'expected words for training.teacher.name, received 3'],
    [{ ...record, history: {} }, 'expected a list for training.history, received an object'],
    [{ ...record, history: [5] }, 'expected an object for training.history[0], received 5'],
    [{ ...record, history: [{ step: 1.5, loss: 1 }] }, 'for training.history[0].step, received 1.5'],
    [{ ...record, history: [{ step: 1, loss: null }] }, 'for training.history[0].loss, received null'],
    [{ ...record, history: [{ step: 1, loss: 1, psnr: '30' }] }, "for training.history[0].psnr, received '30'"],
  ])('is refused as %j', (value, message) => {
    const parse = () => parseTrainingRecord(value);
    expect(parse).toThrow(RangeError);
    expect(parse).toThrow(message);
  });
});
