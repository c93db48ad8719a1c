import { UsageError } from '@cleargrain/node';
import type { Checkpoint } from '@cleargrain/train';

/**
 * Refuses to carry a run on with other pictures than it began with. A checkpoint that does not know them is taken.
 * @throws UsageError that names the checkpoint `file`.
 */
export function expectSameData(file: string, { data: began }: Checkpoint, given: NonNullable<Checkpoint['data']>): void {
  if (began === undefined || (began.count === given.count && began.hash === given.hash)) return;
  const received = began.count === given.count ? 'as many of other names' : `${given.count}`;
  throw new UsageError(`--resume: expected for --data the ${began.count} pictures with which ${file} began, received ${received}`);
}
