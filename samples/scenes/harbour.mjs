import sharp from 'sharp';
import { sample } from './picture.mjs';
import { fractal2, hash, noise2 } from './texture.mjs';
import { add, blend, clamp, mix, scale, smoothstep } from './vector.mjs';

const [width, height, horizon] = [576, 360, 214];
const sun = [400, 204];

function sky(x, y) {
  const up = clamp((horizon - y) / horizon);
  let color = blend([0.95, 0.42, 0.16], [0.56, 0.27, 0.3], smoothstep(0, 0.28, up));
  color = blend(color, [0.12, 0.13, 0.3], smoothstep(0.18, 0.62, up));
  color = blend(color, [0.028, 0.04, 0.12], smoothstep(0.5, 1.05, up));
  const near = Math.hypot((x - sun[0]) / 190, (y - sun[1]) / 85);
  color = add(color, scale([0.85, 0.42, 0.12], Math.exp(-near * near * 1.6)));
  const warp = fractal2(x / 130, y / 40, 3, 9) * 0.9;
  const cloud = smoothstep(0.02, 0.55, fractal2(x / 105 + warp, y / 24 + warp * 0.6, 6, 1) + 0.22 - Math.abs(up - 0.42) * 0.75);
  const lit = smoothstep(
    -0.1,
    0.35,
    fractal2(x / 105 + warp, y / 24 + warp * 0.6, 6, 1) - fractal2(x / 105 + warp + 0.06, (y + 7) / 24 + warp * 0.6, 6, 1),
  );
  const under = blend([0.17, 0.11, 0.2], blend([0.95, 0.36, 0.2], [0.5, 0.2, 0.27], clamp(up * 2.2)), 0.25 + 0.75 * lit);
  color = blend(color, under, cloud * 0.8);
  const [i, j] = [Math.floor(x / 11), Math.floor(y / 11)];
  const bright = Math.max(0, hash(i, j, 31) - 0.68) / 0.32;
  const star = Math.exp(-(((x - (i + 0.2 + 0.6 * hash(i, j, 32)) * 11) ** 2 + (y - (j + 0.2 + 0.6 * hash(i, j, 33)) * 11) ** 2) / 0.34));
  return add(color, scale([0.8, 0.85, 1], star * bright ** 3 * 2 * smoothstep(0.35, 0.75, up) * (1 - cloud)));
}

const ridge = (x, n) => {
  const [base, tall, wide] = [
    [44, 40, 130],
    [26, 34, 90],
    [9, 30, 70],
  ][n];
  const slope = n === 2 ? smoothstep(330, 40, x) : 1;
  return (
    horizon -
    (base * (0.5 + 0.5 * slope) + tall * (fractal2(x / wide + n * 17, n, 6, 50 + n, 0.48) * 0.9)) * (n === 2 ? slope * 2.4 : 1) -
    2
  );
};

/** Houses along the far shore: each a box with a roof and some windows alight. */
function town(x, y) {
  if (x > 318 || x < 70) return null;
  for (const row of [0, 1]) {
    const step = 15;
    const n = Math.floor((x + row * 7) / step);
    const left = n * step - row * 7;
    const wide = 9 + 5 * hash(n, row, 71);
    const foot = horizon - 1 - (1 - row) * 8 - (1 - row) * 5 * hash(n, row, 75);
    const tall = 8 + 8 * hash(n, row, 72);
    const u = x - left;
    if (u < 0 || u > wide || hash(n, row, 70) < 0.18) continue;
    const roof = foot - tall - 4.5 * (1 - Math.abs(u / wide - 0.5) * 2);
    if (y < roof || y > foot) continue;
    if (y < foot - tall) return scale([0.15, 0.06, 0.05], 0.8 + 0.3 * hash(n, row, 73));
    const [wx, wy] = [Math.floor(u / 3.4), Math.floor((foot - y) / 4.6)];
    const inside = Math.abs(u / 3.4 - wx - 0.5) < 0.27 && Math.abs((foot - y) / 4.6 - wy - 0.5) < 0.3;
    if (inside && hash(n * 31 + wx, wy, 76 + row) > 0.52) return scale([1.5, 0.85, 0.26], 0.55 + 0.6 * hash(n * 31 + wx, wy, 78));
    return scale(blend([0.16, 0.13, 0.15], [0.12, 0.085, 0.08], hash(n, row, 74)), inside ? 0.45 : 1);
  }
  return null;
}

const lamps = [92, 131, 176, 214, 259, 300, 352, 371];

/** All that stands above the water, which mirrors it. */
function land(x, y) {
  let color = sky(x, y);
  for (const n of [0, 1, 2]) {
    const top = ridge(x, n);
    if (y < top) continue;
    const haze = [0.7, 0.4, 0.1][n];
    const woods = 1 + [0.1, 0.3, 0.75][n] * fractal2(x / [9, 6, 4.5][n], y / [5, 4, 3.5][n], 4, 60 + n);
    color = blend(
      scale([0.022, 0.032, 0.042], woods * (1 + 0.4 * n)),
      blend([0.32, 0.17, 0.2], [0.75, 0.33, 0.17], Math.exp(-(((x - sun[0]) / 150) ** 2))),
      haze * (0.75 + 0.35 * smoothstep(top, horizon, y)),
    );
  }
  color = town(x, y) ?? color;
  for (const lamp of lamps) {
    const d2 = (x - lamp) ** 2 + (y - horizon + 6) ** 2;
    color = add(color, scale([1.2, 0.72, 0.28], 1.5 * Math.exp(-d2 / 1.6) + 0.16 * Math.exp(-d2 / 60)));
  }
  return color;
}

function branches() {
  const lines = [];
  const grow = (x, y, angle, reach, thick, seed, depth) => {
    const [ex, ey] = [x + Math.cos(angle) * reach, y - Math.sin(angle) * reach];
    const bend = (hash(seed, 5) - 0.5) * reach * 0.35;
    lines.push(
      `<path d="M${x.toFixed(2)} ${y.toFixed(2)}Q${((x + ex) / 2 + bend).toFixed(2)} ${((y + ey) / 2).toFixed(2)} ${ex.toFixed(2)} ${ey.toFixed(2)}" stroke-width="${thick.toFixed(2)}"/>`,
    );
    if (depth === 0) {
      for (let n = 0; n < 3; n++) {
        const [lx, ly, turn] = [ex + 7 * (hash(seed, n, 6) - 0.5), ey + 7 * (hash(seed, n, 7) - 0.5), hash(seed, n, 8) * 180];
        lines.push(
          `<ellipse cx="${lx.toFixed(2)}" cy="${ly.toFixed(2)}" rx="1.9" ry="0.9" transform="rotate(${turn.toFixed(0)} ${lx.toFixed(2)} ${ly.toFixed(2)})" stroke="none" fill="#fff"/>`,
        );
      }
      return;
    }
    const count = hash(seed, 1) > 0.45 || depth > 5 ? 2 : 3;
    for (let n = 0; n < count; n++) {
      const turn = (n - (count - 1) / 2) * (0.62 + 0.3 * hash(seed, n, 2)) + 0.3 * (hash(seed, n, 3) - 0.5);
      grow(
        ex,
        ey,
        angle + turn + 0.06 * (Math.PI / 2 - angle),
        reach * (0.72 + 0.14 * hash(seed, n, 4)),
        Math.max(0.35, thick * 0.68),
        seed * 3 + n + 1,
        depth - 1,
      );
    }
  };
  grow(505, 372, 1.68, 62, 9, 7, 8);
  grow(560, 372, 1.75, 34, 5, 40, 7);
  grow(18, 372, 1.35, 36, 4.5, 90, 7);
  return lines.join('');
}

function boats() {
  const boat = (x, y, size, flip) =>
    `<g transform="translate(${x} ${y}) scale(${size * flip} ${size})">
      <path d="M-26 0C-20 9 16 9 24 0L31 -6L-28 -5Z" fill="#fff" stroke="none"/>
      <path d="M-14 -5L-12 -13L2 -13L4 -5Z" fill="#fff" stroke="none"/>
      <path d="M5 -5L6 -64M6 -60L-24 -9M6 -60L30 -6M6 -22L-18 -17M6 -44L0 -42M6 -44L12 -42" stroke-width="0.9"/>
    </g>`;
  return { body: boat(214, 262, 1, 1) + boat(330, 240, 0.55, -1) + boat(116, 236, 0.42, 1), floor: 262 };
}

/** Draws white shapes and gives their cover, 0 to 1, at a point. */
async function cover(shapes) {
  const zoom = 4;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width * zoom}" height="${height * zoom}" viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="#000"/><g fill="none" stroke="#fff" stroke-linecap="round">${shapes}</g></svg>`;
  const { data } = await sharp(Buffer.from(svg)).toColorspace('b-w').raw().toBuffer({ resolveWithObject: true });
  return (x, y) =>
    data[clamp(Math.floor(y * zoom), 0, height * zoom - 1) * width * zoom + clamp(Math.floor(x * zoom), 0, width * zoom - 1)] / 255;
}

export async function harbour() {
  const tree = await cover(branches());
  const craft = boats();
  const boat = await cover(craft.body);
  // Each boat's mirror image hangs from its own waterline.
  const waterline = (x) => (x > 290 && x < 360 ? 243 : x > 95 && x < 137 ? 238 : 266);
  const scene = (x, y) => {
    let color;
    if (y < horizon) color = land(x, y);
    else {
      const depth = (y - horizon) / (height - horizon);
      const away = 1 / (depth + 0.035);
      const wave = (a, b, seed) => noise2((x - 288) * away * a, away * b, seed);
      const tilt = 0.5 * wave(0.012, 7, 90) + 0.35 * wave(0.04, 16, 91) + 0.3 * wave(0.1, 34, 92);
      const lift = 2 + 20 * depth;
      const from = clamp(horizon - (y - horizon) * 1.12 + tilt * lift * 1.5, 1, horizon - 0.5);
      const side = x + wave(0.03, 11, 93) * lift * 0.5;
      color = scale(land(side, from), mix(0.9, 0.52, depth));
      color = add(
        color,
        scale([0.95, 0.42, 0.14], Math.exp(-(((x - sun[0]) / (16 + 50 * depth)) ** 2)) * smoothstep(0.05, 0.5, tilt) * 0.9),
      );
      for (const lamp of lamps)
        color = add(color, scale([1, 0.55, 0.2], Math.exp(-(((side - lamp) / 1.6) ** 2)) * 0.5 * Math.exp(-depth * 5)));
      color = blend(color, [0.03, 0.045, 0.1], 0.16 + 0.3 * depth * smoothstep(0.1, -0.4, tilt));
      const line = waterline(x);
      const hull = y > line - 1 ? boat(clamp(x + tilt * 5 * depth * 2, 0, width - 1), line - 2 - (y - line) * 0.9 + tilt * 4) : 0;
      color = blend(color, [0.02, 0.022, 0.03], hull * 0.75);
    }
    color = blend(color, add([0.022, 0.02, 0.026], y > 250 && y < 258 ? [0.05, 0.05, 0.05] : [0, 0, 0]), boat(x, y));
    const bank = 338 + 10 * fractal2(x / 40, 1, 4, 99) + 26 * (1 - smoothstep(0, 120, Math.min(x, width - x))) * -1;
    const blades = 7 * Math.max(0, noise2(x * 0.9, y * 0.02, 101)) + 4 * Math.max(0, noise2(x * 2.1, y * 0.04, 102));
    if (y > bank - blades)
      color = scale(
        [0.02, 0.024, 0.018],
        0.6 +
          0.6 * hash(Math.floor(x * 2), Math.floor(y / 4), 103) * smoothstep(bank + 20, bank - 8, y) +
          0.5 * fractal2(x / 5, y / 5, 3, 104),
      );
    const dark = [0.012, 0.012, 0.014];
    return blend(color, dark, tree(x, y));
  };
  return sample(width, height, (x, y) => scene(x, y).map((value) => 1 - Math.exp(-1.55 * value)));
}
