import { UsageError } from '@cleargrain/node';
import type { Checkpoint } from '@cleargrain/train';

/**
 * Refuses to carry a run on without the teacher that it began with, or with another.
 * @throws UsageError that names the checkpoint `file`.
 */
export function expectSameTeacher(file: string, { teacher: began }: Checkpoint, given: string | undefined): void {
  if (began === given) return;
  const received = given === undefined ? 'none' : 'another';
  throw new UsageError(
    `--resume: expected ${began === undefined ? 'no --teacher' : 'the --teacher'} with which ${file} began, received ${received}`,
  );
}
