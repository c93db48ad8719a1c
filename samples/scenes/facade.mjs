import { sample } from './picture.mjs';
import { cellular2, fractal2, hash, noise2 } from './texture.mjs';
import { clamp, dot, mix, normalize, smoothstep } from './vector.mjs';

const [width, height] = [512, 384];
const sun = normalize([-0.62, 0.66, 0.5]);

/** Where along a row of leaves, bricks or windows a point lies: which one, and where in it, 0 to 1. */
const split = (t) => [Math.floor(t), t - Math.floor(t)];
const box = (u, v, halfWidth, halfHeight) => Math.max(Math.abs(u) - halfWidth, Math.abs(v) - halfHeight);

function brick(u, v) {
  const [row, y] = split(v / 0.078);
  const [column, x] = split(u / 0.235 + (row % 2) * 0.5 + 0.03 * hash(row, 1));
  const key = hash(column, row, 2);
  const edge = Math.min(Math.min(x, 1 - x) * 0.235, Math.min(y, 1 - y) * 0.078) + 0.0022 * noise2(u * 60, v * 60, 3);
  const face = smoothstep(0.004, 0.009, edge);
  const tone =
    0.14 +
    0.15 * key +
    (key > 0.9 ? -0.1 : 0) +
    0.05 * fractal2(u * 28, v * 28, 4, 4 + row) -
    0.07 * smoothstep(0.35, 0.1, cellular2(u * 55, v * 55, 5).nearest) * hash(column, row, 6);
  return {
    depth: 0.011 * face + 0.004 * hash(column, row, 7) * face + 0.0016 * fractal2(u * 60, v * 60, 3, 8),
    tone: mix(0.42 + 0.06 * fractal2(u * 70, v * 70, 3, 9), tone, face),
    shine: 0,
  };
}

const stone = (u, v, seed) => ({
  tone: 0.5 + 0.07 * fractal2(u * 9, v * 9, 4, seed) + 0.05 * fractal2(u * 60, v * 60, 2, seed + 7),
  rough: 0.002 * fractal2(u * 45, v * 45, 3, seed),
});

function shutter(u, v) {
  const frame = box(u, v, 0.19, 0.68) > 0 || Math.abs(v) < 0.045;
  const [slat, y] = split(v / 0.058);
  const wood =
    0.11 +
    0.025 * noise2(u * 5 + slat * 3, v * 160, 20) +
    0.03 * fractal2(u * 14, v * 4, 3, 21) +
    0.1 * smoothstep(0.42, 0.7, fractal2(u * 18, v * 18, 3, 22));
  return { depth: frame ? 0.075 : 0.03 + 0.036 * (1 - y), tone: wood, shine: 0.02 };
}

function glass(u, v, n) {
  const [x, y] = [u * 0.8 + n * 2.3, v * 0.8 + n];
  const clouds = smoothstep(-0.1, 0.5, fractal2(x * 1.3 + 0.3 * v, y * 2.1, 5, 30)) * 0.5;
  const tree = smoothstep(-0.02, 0.1, fractal2(x * 3, y * 3, 5, 31) * 0.5 - v * 0.5 - 0.18) * 0.8;
  const fold = 0.5 + 0.5 * Math.sin(u * 62 + 2.5 * noise2(u * 5, v * 1.5, 32));
  const curtain = smoothstep(0.14, 0.2, Math.abs(u) + 0.1 * (v + 0.3) ** 2) * (0.16 + 0.16 * fold);
  return { depth: -0.13, tone: 0, light: 0.03 + curtain * 0.5 + (0.1 + clouds) * (1 - tree) * 0.75 };
}

/** Ivy: leaves on leaves, thick where the plant is thick. */
function ivy(u, v) {
  const grown = 1.15 - 0.62 * (u + 0.05) + 0.42 * fractal2(u * 1.5, v * 1.2, 4, 40) - 0.22 * v;
  if (grown < 0.1) return null;
  let best = null;
  for (let layer = 0; layer < 3; layer++) {
    const size = 0.085 + 0.018 * layer;
    const [x, y] = [u / size + 7.3 * layer, v / size + 3.1 * layer];
    for (let j = Math.floor(y) - 1; j <= Math.floor(y) + 1; j++)
      for (let i = Math.floor(x) - 1; i <= Math.floor(x) + 1; i++) {
        const seed = hash(i, j, 41 + layer);
        if (seed > smoothstep(0.1, 0.6, grown)) continue;
        const [dx, dy] = [x - i - 0.5 - 0.7 * (hash(i, j, 51) - 0.5), y - j - 0.5 - 0.7 * (hash(i, j, 52) - 0.5)];
        const turn = (hash(i, j, 53) - 0.5) * 2.2 - Math.PI / 2;
        const [a, b] = [dx * Math.cos(turn) + dy * Math.sin(turn), dy * Math.cos(turn) - dx * Math.sin(turn)];
        const angle = Math.atan2(b, a);
        const reach = 0.36 + 0.2 * Math.cos(angle) + 0.055 * Math.cos(5 * angle);
        const r = Math.hypot(a, b) / reach;
        if (r > 1) continue;
        const vein = smoothstep(0.03, 0.01, Math.min(Math.abs(b), Math.abs(Math.abs(b) - 0.55 * a) + (a < 0 ? 1 : 0)));
        const depth =
          0.03 +
          0.035 * layer +
          0.03 * hash(i, j, 54) +
          0.025 * (dx * (hash(i, j, 55) - 0.5) + dy * (hash(i, j, 56) - 0.8)) * 2 -
          0.012 * r * r;
        if (best === null || depth > best.depth) best = { depth, tone: 0.05 + 0.1 * hash(i, j, 57) + 0.07 * vein, shine: 0.09 };
      }
  }
  return best;
}

/** The wall: how far it stands out, in metres, how light it is, and what it shows of itself. */
function wall(u, v) {
  const leaf = ivy(u, v);
  if (leaf) return leaf;
  const [column, across] = split((u + 0.25) / 2.05);
  const x = (across - 0.5) * 2.05;
  const y = v - 1.75;
  if (v < 0.4) {
    const [n, t] = split(u / 0.72 + 0.3);
    const joint = smoothstep(0.006, 0.016, Math.min(Math.min(t, 1 - t) * 0.72, 0.4 - v));
    const { tone, rough } = stone(u + n, v, 60 + (n & 3));
    return { depth: 0.05 + 0.02 * joint + rough * 2, tone: tone * (0.55 + 0.35 * joint) * (0.85 + 0.2 * hash(n, 61)), shine: 0 };
  }
  if (box(x, y + 0.845, 0.62, 0.045) < 0) return { depth: 0.13 + stone(u, v, 65).rough, tone: stone(u, v, 65).tone, shine: 0 };
  if (box(x, y, 0.49, 0.8) < 0) {
    const inside = box(x, y, 0.49, 0.8);
    if (inside > -0.05) return { depth: -0.06, tone: 0.55 + 0.03 * noise2(u * 8, v * 90, 66), shine: 0.03 };
    const bars = Math.min(Math.abs(x), Math.abs(y - 0.38), Math.abs(y + 0.2));
    if (bars < (Math.abs(x) < 0.035 ? 0.035 : 0.014)) return { depth: -0.08, tone: 0.58 + 0.03 * noise2(u * 60, v * 60, 67), shine: 0.03 };
    return glass(x, y, column);
  }
  const arch = Math.hypot(x, y + 0.4) - 1.32;
  if (y > 0.8 && arch < 0.05 && Math.abs(x) < 0.66) {
    const [, t] = split((Math.atan2(x, y + 0.4) + 0.06) / 0.12);
    const { tone, rough } = stone(u, v, 68);
    return {
      depth: 0.02 + 0.012 * smoothstep(0.03, 0.08, Math.min(t, 1 - t)) + rough,
      tone: tone * (t < 0.05 || t > 0.95 ? 0.6 : 0.92),
      shine: 0,
    };
  }
  if (box(Math.abs(x) - 0.74, y, 0.23, 0.79) < 0) return shutter(Math.abs(x) - 0.74, y);
  return brick(u, v);
}

function light(u, v) {
  const here = wall(u, v);
  if (here.light !== undefined) return here.light;
  const e = 0.0022;
  const tilt = (d) => clamp((d - here.depth) / e, -2.5, 2.5);
  const normal = normalize([-tilt(wall(u + e, v).depth), -tilt(wall(u, v + e).depth), 1]);
  let lit = 1;
  let open = 1;
  for (let n = 1; n <= 16; n++) {
    const t = 0.004 * 1.28 ** n;
    const above = wall(u + (sun[0] / sun[2]) * t, v + (sun[1] / sun[2]) * t).depth - here.depth - t;
    lit = Math.min(lit, 1 - smoothstep(0, 0.004 + 0.12 * t, above));
  }
  for (let n = 0; n < 8; n++) {
    const [dx, dy] = [Math.cos(n * 0.785) * 0.035, Math.sin(n * 0.785) * 0.035];
    open -= 0.09 * smoothstep(0, 0.07, wall(u + dx, v + dy).depth - here.depth);
  }
  const grime = 0.86 + 0.2 * fractal2(u * 0.9, v * 0.9, 5, 70) - 0.12 * smoothstep(0.2, 0.6, fractal2(u * 7, v * 0.6, 3, 71));
  const glint = here.shine * Math.max(0, dot(normal, normalize([sun[0], sun[1], sun[2] + 1]))) ** 12 * lit * 3;
  return here.tone * grime * (1.75 * Math.max(0, dot(normal, sun)) * lit + 0.36 * open * (0.75 + 0.25 * normal[1])) + glint;
}

export function facade() {
  return sample(width, height, (px, py) => {
    // The camera stands to the left and low: lines run together to the right and to the top.
    const [x, y] = [(px - width / 2) / height, (height / 2 - py) / height];
    const depth = 1 + 0.2 * x + 0.09 * y;
    const shown = light(1.55 + (3.25 * (x * 1.04)) / (2 - depth), 1.6 + (3.25 * y) / (2 - depth));
    return [(1 - Math.exp(-2.2 * shown)) ** 1.7];
  });
}
