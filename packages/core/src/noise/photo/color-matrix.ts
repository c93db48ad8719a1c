/** Nine numbers, row after row: how three colours are mixed into three others. */
export type ColorMatrix = readonly number[];

/** The matrix that undoes `m`. */
export function inverse(m: ColorMatrix): ColorMatrix {
  const [a, b, c, d, e, f, g, h, i] = m as readonly [number, number, number, number, number, number, number, number, number];
  const cofactors = [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
  const determinant = a * cofactors[0]! + b * cofactors[3]! + c * cofactors[6]!;
  return cofactors.map((value) => value / determinant);
}

/** A matrix whose rows sum to 1, so that grey stays grey, from the six numbers beside its diagonal, row after row. */
export function whiteKeepingMatrix(others: readonly number[]): ColorMatrix {
  const [a, b, c, d, e, f] = others as readonly [number, number, number, number, number, number];
  return [1 - a - b, a, b, c, 1 - c - d, d, e, f, 1 - e - f];
}
