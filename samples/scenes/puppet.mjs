import { ball, bump, camera, capsule, ellipsoid, march, normalAt, openness, shadow, smoothCut, smoothUnion } from './march.mjs';
import { sample } from './picture.mjs';
import { cellular2, fractal2, fractal3, hash, noise2, noise3 } from './texture.mjs';
import { add, blend, clamp, dot, mix, normalize, reflect, scale, smoothstep } from './vector.mjs';

const light = normalize([-0.6, 0.62, -0.75]);
const rim = normalize([0.8, 0.35, 0.6]);

function skin(x, y, z) {
  const side = Math.abs(x);
  let d = ellipsoid(x, y - 1.25, z, 0.7, 0.82, 0.72);
  d = smoothUnion(d, ball(side - 0.34, y - 1.0, z + 0.42, 0.24), 0.22);
  d = smoothUnion(d, ellipsoid(x, y - 0.6, z + 0.42, 0.24, 0.2, 0.2), 0.22);
  d = smoothCut(d, ball(side - 0.28, y - 1.3, z + 0.8, 0.15), 0.16);
  d = smoothUnion(d, ellipsoid(x, y - 1.18, z + 0.72, 0.075, 0.2, 0.1), 0.12);
  d = smoothUnion(d, ellipsoid(x, y - 1.07, z + 0.8, 0.115, 0.1, 0.1), 0.07);
  d = smoothUnion(d, ellipsoid(side - 0.095, y - 1.04, z + 0.74, 0.06, 0.055, 0.07), 0.05);
  d = smoothCut(d, ellipsoid(side - 0.055, y - 0.985, z + 0.8, 0.028, 0.022, 0.05), 0.02);
  const smile = y - 0.8 - 0.75 * x * x;
  d = smoothUnion(d, ellipsoid(x, smile - 0.04, z + 0.66, 0.19, 0.04, 0.06), 0.05);
  d = smoothUnion(d, ellipsoid(x, smile + 0.045, z + 0.655, 0.15, 0.05, 0.065), 0.05);
  d = smoothCut(d, ellipsoid(x, smile, z + 0.74, 0.21, 0.011, 0.09), 0.02);
  const ear = smoothCut(
    ellipsoid(side - 0.7, y - 1.2, z - 0.02, 0.1, 0.2, 0.15),
    ellipsoid(side - 0.75, y - 1.22, z + 0.08, 0.06, 0.12, 0.08),
    0.06,
  );
  d = smoothUnion(d, ear, 0.06);
  return smoothUnion(d, capsule(x, y, z, [0, 0.1, 0.05], [0, 0.8, 0.05], 0.3), 0.15);
}

const lids = (x, y, z) => {
  const [u, v, w] = [Math.abs(x) - 0.27, y - 1.31, z + 0.53];
  const shell = Math.abs(ball(u, v, w, 0.163)) - 0.012;
  const open = Math.max(Math.abs(v - 0.005 + 0.35 * u * u) - 0.066 + 1.3 * u * u, w);
  return smoothCut(shell, open, 0.02);
};
const eyes = (x, y, z) => ball(Math.abs(x) - 0.27, y - 1.31, z + 0.53, 0.152);

const strands = (x, y, z) =>
  noise2(Math.atan2(x, -z) * 46 + 3 * noise2(y * 2, x * 2, 4), y * 1.5, 3) * 0.5 + noise2(Math.atan2(x, -z) * 110, y * 2, 5) * 0.5;
const hair = (x, y, z) => {
  const shell = ellipsoid(x, y - 1.27, z - 0.05, 0.76, 0.84, 0.76) + 0.012 * strands(x, y, z);
  const fringe = 1.66 - 0.55 * smoothstep(0.42, 0.68, Math.abs(x + 0.03)) + 0.035 * noise2(x * 15, 3, 8) - 0.07 * Math.sin(x * 5 + 0.4);
  const back = 0.82 + 0.05 * noise2(x * 14 + z * 14, 2, 9);
  return Math.max(shell, mix(back, fringe, smoothstep(0.08, -0.12, z)) - y) * 0.7;
};

const ribs = (x, y, z, count, rows) => {
  const turn = ((Math.atan2(x, -z) / Math.PI) * count) / 2;
  const across = turn - Math.floor(turn) - 0.5;
  const row = y * rows + 0.9 * Math.abs(across);
  return (
    0.55 * Math.cos(across * 2 * Math.PI) +
    0.45 * Math.sqrt(Math.abs(Math.sin(Math.PI * row))) -
    0.5 * smoothstep(0.08, 0, Math.abs(across))
  );
};
const hat = (x, y, z) => {
  const lean = y - 0.06 * x - 0.12 * z;
  const crown = Math.max(ellipsoid(x, lean - 1.46, z - 0.06, 0.8, 0.84, 0.8), 1.76 - lean) - 0.02;
  const band = Math.hypot(Math.hypot(x, z - 0.06) - 0.735, (lean - 1.78) * 0.55) - 0.08;
  const bobble = ball(x - 0.1, y - 2.4, z - 0.1, 0.25) + 0.045 * fractal3(x * 13, y * 13, z * 13, 3, 12);
  return Math.min(smoothUnion(crown, band, 0.03) - 0.014 * ribs(x, lean, z - 0.06, 84, 17), bobble * 0.7) * 0.8;
};
const scarf = (x, y, z) => {
  const ring = (height, tilt, radius) => Math.hypot((Math.hypot(x, z - 0.05) - radius) * 0.9, y - height - tilt * x - 0.05 * z) - 0.15;
  return (smoothUnion(ring(0.34, 0.1, 0.42), ring(0.14, -0.12, 0.5), 0.03) - 0.016 * ribs(x, y * 1.2, z, 62, 15)) * 0.8;
};
const coat = (x, y, z) =>
  smoothUnion(ellipsoid(x, y + 0.75, z - 0.12, 1.25, 0.92, 0.62), capsule(x, y, z, [-0.8, -0.2, 0.1], [0.8, -0.2, 0.1], 0.3), 0.2);

const parts = { skin, lids, eyes, hair, hat, scarf, coat };
const names = Object.keys(parts);
const nearest = (x, y, z) => {
  let d = Infinity;
  for (const name of names) d = Math.min(d, parts[name](x, y, z));
  return d;
};

function skinColor([x, y, z]) {
  const side = Math.abs(x);
  const flush =
    Math.exp(-(((side - 0.38) / 0.2) ** 2 + ((y - 1.0) / 0.16) ** 2)) +
    0.9 * Math.exp(-((x / 0.14) ** 2 + ((y - 1.08) / 0.12) ** 2)) +
    smoothstep(0.62, 0.76, side);
  let color = blend([0.58, 0.33, 0.21], [0.6, 0.2, 0.135], clamp(flush * 0.7 + 0.1 * fractal2(x * 5, y * 5, 3, 20)));
  const lip = smoothstep(0.02, -0.006, ellipsoid(x, y - 0.8 - 0.75 * x * x, 0, 0.185, 0.077, 1)) * (z < -0.4 ? 1 : 0);
  color = blend(color, [0.42, 0.12, 0.095], lip * 0.7);
  const freckle = cellular2(x * 21, y * 21, 25);
  const where = Math.exp(-(((y - 1.07) / 0.13) ** 2)) * smoothstep(0.62, 0.3, side) * (z < -0.3 ? 1 : 0);
  color = blend(color, [0.3, 0.12, 0.05], smoothstep(0.27, 0.1, freckle.nearest) * where * smoothstep(0.35, 0.8, freckle.identity) * 0.75);
  const arch = y - 1.525 + 0.9 * (side - 0.3) ** 2;
  const brow = smoothstep(0.045, 0.02, Math.abs(arch)) * smoothstep(0.5, 0.42, side) * smoothstep(0.11, 0.16, side) * (z < 0 ? 1 : 0);
  color = blend(color, [0.13, 0.055, 0.025], clamp(brow * (0.75 + 0.7 * noise2(x * 70 + (x > 0 ? 60 : -60) * arch, arch * 30, 26))));
  return scale(color, 1 + 0.05 * fractal2(x * 28, y * 28, 3, 27));
}

const surfaces = {
  skin: (p) => ({ color: skinColor(p), gloss: 0.35, soft: 1, height: (x, y, z) => 0.0009 * fractal3(x * 45, y * 45, z * 45, 2, 30) }),
  lids: ([x, y, z]) => {
    const lash =
      smoothstep(1.318, 1.36, y) *
      smoothstep(0.11, 0.085, Math.abs(y - 1.315 + 0.35 * (Math.abs(x) - 0.27) ** 2 + 1.4 * (Math.abs(x) - 0.27) ** 2));
    return { color: blend(scale(skinColor([x, y, z]), 0.92), [0.06, 0.03, 0.02], lash), gloss: 0.3, soft: 1 };
  },
  eyes([x, y]) {
    const [u, v] = [Math.abs(x) - 0.27 + (x > 0 ? 0.012 : -0.012), y - 1.305];
    const r = Math.hypot(u, v);
    const angle = Math.atan2(v, u);
    const fibre = 0.75 + 0.35 * noise2(angle * 16, r * 40, 40) + 0.25 * noise2(angle * 40, r * 20, 41);
    const iris = blend(scale([0.1, 0.2, 0.19], fibre), scale([0.3, 0.2, 0.07], fibre), smoothstep(0.055, 0.03, r));
    const ring = blend(iris, [0.015, 0.02, 0.025], smoothstep(0.062, 0.078, r));
    const white = scale([0.66, 0.62, 0.58], 1 - 0.25 * smoothstep(0.08, 0.14, r));
    return {
      color: blend(blend(ring, [0.004, 0.004, 0.004], smoothstep(0.034, 0.03, r)), white, smoothstep(0.076, 0.083, r)),
      gloss: 1.6,
    };
  },
  hair: ([x, y, z]) => ({
    color: scale([0.3, 0.115, 0.035], 0.75 + 0.75 * (0.5 + strands(x, y, z))),
    gloss: 0.35,
    height: (u, v, w) => 0.006 * strands(u, v, w),
  }),
  hat([x, y, z]) {
    const lean = y - 0.06 * x - 0.12 * z;
    const stripe = y < 2.2 && (Math.abs(lean - 2.05) < 0.045 || Math.abs(lean - 2.15) < 0.02);
    const wool = stripe || y > 2.22 ? [0.62, 0.56, 0.44] : lean < 1.92 ? [0.055, 0.13, 0.17] : [0.075, 0.2, 0.25];
    const knit =
      y > 2.22
        ? 1 + 0.5 * fractal3(x * 26, y * 26, z * 26, 3, 50)
        : 0.78 + 0.34 * ribs(x, lean, z - 0.06, 84, 17) + 0.22 * noise3(x * 60, y * 60, z * 60, 51);
    return { color: scale(wool, knit), gloss: 0 };
  },
  scarf: ([x, y, z]) => ({
    color: scale(
      hash(Math.floor((Math.atan2(x, -z) + 4) * 4.4), 3) > 0.5 ? [0.55, 0.24, 0.045] : [0.47, 0.13, 0.05],
      0.75 + 0.35 * ribs(x, y * 1.2, z, 62, 15) + 0.2 * noise3(x * 55, y * 55, z * 55, 60),
    ),
    gloss: 0,
  }),
  coat([x, y, z]) {
    const [u, v] = [x * 24 + y * 24, y * 24 - x * 24];
    const twill = 0.8 + 0.3 * Math.sin(u * 2.6 + 1.5 * noise2(u, v, 70)) + 0.35 * noise3(x * 50, y * 50, z * 50, 71);
    return { color: scale([0.16, 0.13, 0.105], twill), gloss: 0 };
  },
};

/** A garden out of focus. */
function background(x, y) {
  let color = blend([0.075, 0.095, 0.06], [0.2, 0.24, 0.2], smoothstep(-0.2, 0.9, y + 0.25 * x + 0.25 * fractal2(x * 1.5, y * 1.5, 2, 80)));
  for (let n = 0; n < 26; n++) {
    const [cx, cy, radius] = [hash(n, 1) * 2.2 - 1.1, hash(n, 2) * 1.6 - 0.45, 0.05 + 0.08 * hash(n, 3)];
    const d = Math.hypot(x - cx, y - cy) / radius;
    const disc = smoothstep(1.03, 0.93, d) * (0.75 + 0.25 * d * d);
    color = add(color, scale(blend([0.3, 0.24, 0.09], [0.14, 0.24, 0.13], hash(n, 4)), disc * (0.25 + 0.75 * hash(n, 5) ** 2)));
  }
  return color;
}

export function puppet() {
  const [width, height] = [400, 480];
  const ray = camera(width, height, { eye: [0.75, 1.5, -6], target: [0.02, 1.22, -0.5], focal: 1.95, aperture: 0.01 });
  return sample(width, height, (px, py, lens) => {
    const { origin, direction } = ray(px, py, lens);
    const away = march(nearest, origin, direction, 9);
    const develop = (color) => color.map((value) => 1 - Math.exp(-1.2 * value));
    if (away === Infinity) return develop(background((px - width / 2) / height, (height / 2 - py) / height));
    const point = add(origin, scale(direction, away));
    let name = names[0];
    for (const other of names) if (parts[other](...point) < parts[name](...point)) name = other;
    const { color, gloss, soft = 0, height: relief } = surfaces[name](point);
    const smooth = normalAt(nearest, point, 0.0015);
    const normal = relief ? bump(relief, point, smooth) : smooth;
    const raised = add(point, scale(smooth, 0.006));
    const lit = shadow(nearest, raised, light, 0.2, 3);
    const open = openness(nearest, raised, smooth, 0.4);
    const facing = dot(normal, light);
    // Light creeps round the edge of skin, red the furthest.
    const key = [0.4, 0.17, 0.1].map(
      (reach) => (Math.max(0, facing + reach * soft) / (1 + reach * soft)) * mix(lit, Math.sqrt(lit), soft * reach),
    );
    const edge = 0.9 * Math.max(0, dot(normal, rim)) * (1 - Math.max(0, -dot(direction, normal))) ** 2 * open;
    const sky = (0.55 + 0.45 * normal[1]) * open;
    const glow = [2.1 * key[0] + 0.42 * sky + edge, 1.98 * key[1] + 0.46 * sky + edge, 1.85 * key[2] + 0.5 * sky + 0.9 * edge];
    const mirror = dot(reflect(direction, normal), light);
    const shine =
      gloss *
      lit *
      (name === 'eyes' ? 3 * smoothstep(0.965, 0.985, mirror) : 0.28 * Math.max(0, mirror) ** 14 + 0.12 * Math.max(0, mirror) ** 60);
    return develop(color.map((value, c) => value * glow[c] + shine));
  });
}
