import { UsageError } from '@cleargrain/node';
import type { Checkpoint } from '@cleargrain/train';

/**
 * Refuses to carry a run on without the teacher that it began with, or with another.
 * @throws UsageError that names the checkpoint `file`.
 */
export function expectSameTeacher(file: string, { teacher: began }: Checkpoint, given: Checkpoint['teacher']): void {
  if (began?.hash === given?.hash) return;
  const expected = began === undefined ? `no --teacher, as ${file} began` : `the --teacher ${began.name}, with which ${file} began`;
  const received = given === undefined ? 'none' : began?.name === given.name ? 'another of that name' : given.name;
  throw new UsageError(`--resume: expected ${expected}, received ${received}`);
}
