import { add, clamp, cross, normalize, scale, subtract } from './vector.mjs';

export const smoothUnion = (a, b, k) => {
  const h = Math.max(k - Math.abs(a - b), 0) / k;
  return Math.min(a, b) - (h * h * k) / 4;
};
export const smoothCut = (a, b, k) => -smoothUnion(-a, b, k);
export const ball = (x, y, z, radius) => Math.hypot(x, y, z) - radius;
export const ellipsoid = (x, y, z, a, b, c) => {
  const k = Math.hypot(x / a, y / b, z / c);
  const slope = Math.hypot(x / (a * a), y / (b * b), z / (c * c));
  return slope < 1e-6 ? -Math.min(a, b, c) : (k * (k - 1)) / slope;
};
export const capsule = (x, y, z, [ax, ay, az], [bx, by, bz], radius) => {
  const [dx, dy, dz] = [bx - ax, by - ay, bz - az];
  const t = clamp(((x - ax) * dx + (y - ay) * dy + (z - az) * dz) / (dx * dx + dy * dy + dz * dz));
  return Math.hypot(x - ax - dx * t, y - ay - dy * t, z - az - dz * t) - radius;
};

/** A camera with a lens: gives the ray through a pixel; everything at the distance of `target` is sharp. */
export function camera(width, height, { eye, target, focal, aperture = 0 }) {
  const forward = normalize(subtract(target, eye));
  const right = normalize(cross([0, 1, 0], forward));
  const up = cross(forward, right);
  const focus = Math.hypot(...subtract(target, eye));
  return (px, py, [lu, lv]) => {
    const x = (px - width / 2) / height / focal;
    const y = (height / 2 - py) / height / focal;
    const point = add(eye, scale(add(forward, add(scale(right, x), scale(up, y))), focus));
    const origin = add(eye, add(scale(right, lu * aperture), scale(up, lv * aperture)));
    return { origin, direction: normalize(subtract(point, origin)) };
  };
}

/** How far the ray goes before it meets the surface where `distance` is 0, or Infinity. */
export function march(distance, origin, direction, far) {
  for (let t = 0.01, step = 0; step < 160 && t < far; step++) {
    const d = distance(origin[0] + direction[0] * t, origin[1] + direction[1] * t, origin[2] + direction[2] * t);
    if (d < 0.0004 * t) return t;
    t += d * 0.9;
  }
  return Infinity;
}

export function normalAt(distance, [x, y, z], e = 0.0008) {
  return normalize([
    distance(x + e, y, z) - distance(x - e, y, z),
    distance(x, y + e, z) - distance(x, y - e, z),
    distance(x, y, z + e) - distance(x, y, z - e),
  ]);
}

/** The share of a light of some size that reaches a point: 1 free, 0 hidden. */
export function shadow(distance, [x, y, z], [dx, dy, dz], softness, far = 6) {
  let share = 1;
  for (let t = 0.02, step = 0; step < 60 && t < far; step++) {
    const d = distance(x + dx * t, y + dy * t, z + dz * t);
    share = Math.min(share, 0.5 + d / (2 * softness * t));
    if (share < 0) return 0;
    t += clamp(d, 0.012, 0.25);
  }
  return share * share * (3 - 2 * share);
}

/** How open the surroundings of a surface point are: 1 free, 0 a deep corner. */
export function openness(distance, point, normal, reach = 0.35) {
  let hidden = 0;
  for (let n = 1; n <= 5; n++) {
    const h = (reach * n) / 5;
    const [x, y, z] = add(point, scale(normal, h));
    hidden += Math.max(0, h - distance(x, y, z)) / 2 ** n / h;
  }
  return clamp(1 - 1.15 * hidden);
}

/** Tips a normal against the slope of a height function of the point. */
export function bump(height, point, normal, e = 0.002) {
  const [x, y, z] = point;
  const here = height(x, y, z);
  const slope = [height(x + e, y, z) - here, height(x, y + e, z) - here, height(x, y, z + e) - here];
  const along = slope[0] * normal[0] + slope[1] * normal[1] + slope[2] * normal[2];
  return normalize(subtract(normal, scale(subtract(slope, scale(normal, along)), 1 / e)));
}
