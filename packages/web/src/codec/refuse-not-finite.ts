import { ImageError, type Picture } from '@cleargrain/core';

/** @throws ImageError when a sample of the picture is not a finite number. */
export function refuseNotFinite({ samples, width, bands }: Picture): void {
  const first = samples.findIndex((value: number) => !Number.isFinite(value));
  if (first < 0) return;
  const pixel = Math.floor(first / bands);
  throw new ImageError(
    `a sample that is not a finite number (at (${pixel % width}, ${Math.floor(pixel / width)})), expected finite numbers`,
  );
}
