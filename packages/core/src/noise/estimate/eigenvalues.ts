/** Reduces a symmetric matrix to three diagonals by Householder reflections (Golub, Van Loan, 8.3.1); `matrix` is overwritten. */
function tridiagonal(matrix: Float64Array, size: number): { diagonal: Float64Array; beside: Float64Array } {
  const beside = new Float64Array(size);
  const product = new Float64Array(size);
  for (let k = 0; k < size - 2; k++) {
    const v = new Float64Array(size);
    let norm = 0;
    for (let i = k + 1; i < size; i++) norm += matrix[i * size + k]! ** 2;
    norm = Math.sqrt(norm);
    const first = matrix[(k + 1) * size + k]!;
    const target = first > 0 ? -norm : norm;
    beside[k] = target;
    if (norm === 0) continue;
    for (let i = k + 1; i < size; i++) v[i] = matrix[i * size + k]!;
    v[k + 1] = first - target;
    const beta = 1 / (norm * norm - first * target);
    let overlap = 0;
    for (let i = k + 1; i < size; i++) {
      let sum = 0;
      for (let j = k + 1; j < size; j++) sum += matrix[i * size + j]! * v[j]!;
      product[i] = beta * sum;
      overlap += product[i]! * v[i]!;
    }
    const half = (beta * overlap) / 2;
    for (let i = k + 1; i < size; i++) product[i] = product[i]! - half * v[i]!;
    for (let i = k + 1; i < size; i++) {
      for (let j = k + 1; j < size; j++) matrix[i * size + j] = matrix[i * size + j]! - v[i]! * product[j]! - product[i]! * v[j]!;
    }
  }
  if (size > 1) beside[size - 2] = matrix[size * size - 2]!;
  return { diagonal: Float64Array.from({ length: size }, (_, i) => matrix[i * size + i]!), beside };
}

/**
 * The eigenvalues of a symmetric matrix `[size, size]`, largest first: Householder reduction, then QL steps with implicit
 * shifts. `matrix` is overwritten.
 */
export function eigenvalues(matrix: Float64Array, size: number): Float64Array {
  const { diagonal: d, beside: e } = tridiagonal(matrix, size);
  for (let start = 0; start < size; start++) {
    for (let round = 0; round < 60; round++) {
      let end = start;
      while (end < size - 1 && Math.abs(e[end]!) > Number.EPSILON * (Math.abs(d[end]!) + Math.abs(d[end + 1]!))) end++;
      if (end === start) break;
      let g = (d[start + 1]! - d[start]!) / (2 * e[start]!);
      let r = Math.hypot(g, 1);
      g = d[end]! - d[start]! + e[start]! / (g + (g < 0 ? -r : r));
      let [s, c, p] = [1, 1, 0];
      let i = end - 1;
      for (; i >= start; i--) {
        const f = s * e[i]!;
        const b = c * e[i]!;
        r = Math.hypot(f, g);
        e[i + 1] = r;
        if (r === 0) break;
        s = f / r;
        c = g / r;
        g = d[i + 1]! - p;
        r = (d[i]! - g) * s + 2 * c * b;
        p = s * r;
        d[i + 1] = g + p;
        g = c * r - b;
      }
      if (r === 0 && i >= start) {
        d[i + 1] = d[i + 1]! - p;
        e[end] = 0;
        continue;
      }
      d[start] = d[start]! - p;
      e[start] = g;
      e[end] = 0;
    }
  }
  return d.sort().reverse();
}
