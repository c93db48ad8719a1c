/** @typedef {[number, number, number]} Vector */

export const clamp = (value, low = 0, high = 1) => Math.min(high, Math.max(low, value));
export const mix = (a, b, t) => a + (b - a) * t;
export const smoothstep = (from, to, x) => {
  const t = clamp((x - from) / (to - from));
  return t * t * (3 - 2 * t);
};

/** @type {(a: Vector, b: Vector) => Vector} */
export const add = (a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
/** @type {(a: Vector, b: Vector) => Vector} */
export const subtract = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
/** @type {(a: Vector, b: Vector) => Vector} */
export const multiply = (a, b) => [a[0] * b[0], a[1] * b[1], a[2] * b[2]];
/** @type {(a: Vector, factor: number) => Vector} */
export const scale = (a, factor) => [a[0] * factor, a[1] * factor, a[2] * factor];
/** @type {(a: Vector, b: Vector, t: number) => Vector} */
export const blend = (a, b, t) => [mix(a[0], b[0], t), mix(a[1], b[1], t), mix(a[2], b[2], t)];
/** @type {(a: Vector, b: Vector) => number} */
export const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
/** @type {(a: Vector, b: Vector) => Vector} */
export const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
/** @type {(a: Vector) => number} */
export const length = (a) => Math.sqrt(dot(a, a));
/** @type {(a: Vector) => Vector} */
export const normalize = (a) => scale(a, 1 / length(a));
/** @type {(direction: Vector, normal: Vector) => Vector} */
export const reflect = (direction, normal) => subtract(direction, scale(normal, 2 * dot(direction, normal)));
