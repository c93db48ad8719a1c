import { integerIn, invalid, numberIn } from '../validate.js';
import type { TrainingRecord } from './model.js';

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(name: string, value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(name, 'an object', value);
  return value as Fields;
}

function textOf(name: string, value: unknown): string {
  if (typeof value !== 'string') throw invalid(name, 'words', value);
  return value;
}

function parsePoint(value: unknown, index: number): NonNullable<TrainingRecord['history']>[number] {
  const name = `training.history[${index}]`;
  const { step, loss, psnr } = fieldsOf(name, value);
  const point = { step: integerIn(`${name}.step`, step, 0, Infinity), loss: numberIn(`${name}.loss`, loss, 0, Infinity) };
  // JSON keeps the infinite PSNR of two equal pictures as null.
  if (psnr === undefined) return point;
  return { ...point, psnr: psnr === null ? Infinity : numberIn(`${name}.psnr`, psnr, -1000, 1000) };
}

function parseTeacher(value: unknown): NonNullable<TrainingRecord['teacher']> {
  const { name, training } = fieldsOf('training.teacher', value);
  return { name: textOf('training.teacher.name', name), ...(training !== undefined && { training: parseTrainingRecord(training) }) };
}

/**
 * The training record of a model file, checked; fields that are not known are left out.
 * @throws RangeError that names what is wrong.
 */
export function parseTrainingRecord(value: unknown): TrainingRecord {
  const { recipe, steps, hours, machine, data, before, teacher, history } = fieldsOf('training', value);
  if (history !== undefined && !Array.isArray(history)) throw invalid('training.history', 'a list', history);
  return {
    recipe: fieldsOf('training.recipe', recipe),
    steps: integerIn('training.steps', steps, 0, Infinity),
    hours: numberIn('training.hours', hours, 0, Infinity),
    machine: textOf('training.machine', machine),
    data: textOf('training.data', data),
    ...(before !== undefined && { before: parseTrainingRecord(before) }),
    ...(teacher !== undefined && { teacher: parseTeacher(teacher) }),
    ...(history !== undefined && { history: history.map(parsePoint) }),
  };
}
