import { sample } from './picture.mjs';
import { cellular2, fractal2, hash, noise2 } from './texture.mjs';
import { clamp, smoothstep } from './vector.mjs';

const [width, height, zoom] = [512, 384, 3];

/** Cells scattered so that they hardly overlap: place, two radii, direction. */
function scatter() {
  const found = [];
  for (let n = 0; n < 900 && found.length < 15; n++) {
    const cell = {
      x: hash(n, 1) * width,
      y: hash(n, 2) * height,
      long: 62 + 34 * hash(n, 3),
      wide: 42 + 18 * hash(n, 4),
      turn: hash(n, 5) * Math.PI,
      seed: n,
    };
    if (found.every((other) => Math.hypot(other.x - cell.x, other.y - cell.y) > 88)) found.push(cell);
  }
  return found;
}

/** Where a point lies in a cell: 0 the middle, 1 the edge, ragged with a few arms. */
function within(cell, x, y) {
  const [dx, dy] = [x - cell.x, y - cell.y];
  const [c, s] = [Math.cos(cell.turn), Math.sin(cell.turn)];
  const [u, v] = [(dx * c + dy * s) / cell.long, (dy * c - dx * s) / cell.wide];
  const angle = Math.atan2(v, u);
  const arms =
    1 +
    0.32 * noise2(3 * Math.cos(angle) + cell.seed, 3 * Math.sin(angle), 11) +
    0.06 * noise2(6 * Math.cos(angle), 6 * Math.sin(angle) + cell.seed, 12);
  return Math.hypot(u, v) / arms;
}

/** Adds a thin bright line to the film, a soft spot at each step. */
function trace(film, cell, start) {
  let [x, y, angle] = start;
  const brightness = 0.12 + 0.5 * hash(cell.seed, Math.floor(x * 7), Math.floor(y * 7)) ** 2;
  const thickness = 0.42 + 0.35 * hash(cell.seed, Math.floor(x * 5), 3);
  for (let step = 0; step < 420; step++) {
    const depth = within(cell, x, y);
    if (depth > 1.02) return;
    const strength = brightness * (0.7 + 0.4 * noise2(step * 0.05, start[0], 21)) * smoothstep(0, 12, step);
    const reach = Math.ceil(thickness * zoom * 2.2);
    const [px, py] = [Math.round(x * zoom), Math.round(y * zoom)];
    for (let j = -reach; j <= reach; j++)
      for (let i = -reach; i <= reach; i++) {
        const [fx, fy] = [px + i, py + j];
        if (fx < 0 || fy < 0 || fx >= width * zoom || fy >= height * zoom) continue;
        const d = Math.hypot(fx / zoom - x, fy / zoom - y) / thickness;
        const at = fy * width * zoom + fx;
        film[at] = Math.max(film[at], 0) + strength * 0.42 * Math.exp(-d * d);
      }
    angle += 0.012 * noise2(x / 26, y / 26, 22 + cell.seed) + 0.006 * noise2(x / 6, y / 6, 23);
    x += Math.cos(angle) * 0.5;
    y += Math.sin(angle) * 0.5;
  }
}

export function cells() {
  const colony = scatter();
  const film = new Float32Array(width * height * zoom * zoom);
  for (const cell of colony)
    for (let n = 0; n < 80; n++) {
      const [r, a] = [Math.sqrt(hash(cell.seed, n, 31)) * 0.9, hash(cell.seed, n, 32) * 2 * Math.PI];
      const [u, v] = [r * Math.cos(a) * cell.long, r * Math.sin(a) * cell.wide];
      const [c, s] = [Math.cos(cell.turn), Math.sin(cell.turn)];
      const [x, y] = [cell.x + u * c - v * s, cell.y + u * s + v * c];
      const way = cell.turn + (hash(cell.seed, n, 33) - 0.5) * (n % 3 === 0 ? 2.4 : 0.6) + (n % 2 ? Math.PI : 0);
      trace(film, cell, [x, y, way]);
    }
  const threads = (x, y) =>
    film[clamp(Math.floor(y * zoom), 0, height * zoom - 1) * width * zoom + clamp(Math.floor(x * zoom), 0, width * zoom - 1)];

  const light = (x, y) => {
    let glow = 0.012 + 0.008 * fractal2(x / 90, y / 90, 3, 41);
    for (const cell of colony) {
      if (Math.hypot(x - cell.x, y - cell.y) > 150) continue;
      const d = within(cell, x, y);
      if (d > 1.25) continue;
      const inside = smoothstep(1.02, 0.97, d);
      const granules =
        smoothstep(0.3, 0.06, cellular2(x / 6.5, y / 6.5, 42 + cell.seed).nearest) *
        smoothstep(0.95, 0.6, d) *
        smoothstep(0.1, 0.5, noise2(x / 17, y / 17, 43 + cell.seed) + 0.25);
      glow += inside * (0.025 + 0.05 * (1 - d * d) + 0.02 * fractal2(x / 9, y / 9, 4, 44)) + 0.14 * granules;
      glow += (0.2 + 0.12 * noise2(x / 14, y / 14, 45)) * Math.exp(-(((d - 0.985) * cell.wide) ** 2) / 1.6);
      const [nx, ny] = [cell.x + 8 * (hash(cell.seed, 46) - 0.5), cell.y + 8 * (hash(cell.seed, 47) - 0.5)];
      const [c, s] = [Math.cos(cell.turn), Math.sin(cell.turn)];
      const [u, v] = [((x - nx) * c + (y - ny) * s) / 19, ((y - ny) * c - (x - nx) * s) / 14];
      const r = Math.hypot(u, v) / (1 + 0.07 * noise2(u * 2, v * 2 + cell.seed, 48));
      const chromatin = 0.2 + 0.2 * fractal2(x / 4.2, y / 4.2, 4, 49) + 0.1 * fractal2(x / 13, y / 13, 2, 53);
      const nucleolus =
        Math.exp(-(((u - 0.25) ** 2 + (v + 0.2) ** 2) / 0.035)) + 0.8 * Math.exp(-(((u + 0.35) ** 2 + (v - 0.25) ** 2) / 0.02));
      glow += smoothstep(1.03, 0.95, r) * (chromatin + 0.3 * nucleolus) + 0.16 * Math.exp(-(((r - 0.97) * 14) ** 2) / 1.4);
    }
    return [1 - Math.exp(-1.25 * (glow + 0.85 * threads(x, y)))];
  };
  return sample(width, height, light, { spread: 1.9 });
}
