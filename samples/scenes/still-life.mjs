import { ball, bump, camera, capsule, march, normalAt, openness, shadow, smoothUnion } from './march.mjs';
import { sample } from './picture.mjs';
import { cellular2, fractal2, fractal3, hash, noise2, noise3 } from './texture.mjs';
import { add, blend, clamp, dot, mix, normalize, reflect, scale, smoothstep } from './vector.mjs';

const light = normalize([-0.62, 0.72, -0.5]);

const clothEdge = (x, z) => x - 0.12 * z - 0.25 + 0.05 * noise2(z * 1.3, 4);
const cloth = (x, z) => {
  const folds = 0.05 * noise2(x * 1.1 + 0.7 * z, z * 1.3 - 0.4 * x, 5) + 0.03 * Math.sin(5.2 * x + 2.2 * z + 1.5 * noise2(x, z * 1.5, 6));
  return 0.045 + Math.max(0, 0.03 + folds) * smoothstep(-0.62, -1.05, z + 0.1 * x);
};

const grapes = Array.from({ length: 17 }, (_, n) => {
  const level = n < 9 ? 0 : n < 15 ? 1 : 2;
  const within = [n, n - 9, n - 15][level];
  const place = [
    [within % 3, Math.floor(within / 3)],
    [(within % 3) * 0.9 + 0.1, Math.floor(within / 3) + 0.4],
    [within + 0.5, 0.8],
  ][level];
  return {
    x: 1.02 + 0.235 * (place[0] - 1) + 0.1 * (hash(n, 1) - 0.5),
    y: 0.155 + 0.18 * level + 0.03 * hash(n, 2),
    z: -0.62 + 0.225 * (place[1] - 1) + 0.1 * (hash(n, 3) - 0.5),
    radius: 0.115 + 0.03 * hash(n, 4),
  };
});

const jugRadius = (y) => {
  const belly = 0.56 * Math.sqrt(Math.max(0, 1 - ((y - 0.56) / 0.75) ** 2));
  const neck = 0.25 + 0.1 * smoothstep(1.25, 1.55, y);
  return smoothUnion(-belly, -neck, 0.12) * -1;
};

const things = [
  {
    name: 'apple',
    distance: (x, y, z) => {
      const [u, v, w] = [x + 0.98, y - 0.4, z + 0.12];
      const lean = v + 0.12 * u;
      return Math.hypot(Math.hypot(u, w) - 0.2 + 0.04 * lean, lean * 0.93) - 0.305;
    },
  },
  {
    name: 'stem',
    distance: (x, y, z) =>
      Math.min(
        capsule(x, y, z, [-0.98, 0.62, -0.12], [-0.9, 0.88, -0.16], 0.018),
        capsule(x, y, z, [0.79, 1.2, 0.27], [0.88, 1.4, 0.24], 0.02),
      ),
  },
  { name: 'orange', distance: (x, y, z) => ball(x + 0.27, (y - 0.4) * 1.04, z + 0.74, 0.39) },
  {
    name: 'pear',
    distance: (x, y, z) => smoothUnion(ball(x - 0.72, y - 0.46, z - 0.28, 0.43), ball(x - 0.77, y - 1.02, z - 0.27, 0.2), 0.42),
  },
  {
    name: 'jug',
    distance: (x, y, z) => {
      const [u, w] = [x + 0.22, z - 0.85];
      const outside = (Math.hypot(u, w) - jugRadius(y)) * 0.75;
      const body = Math.max(Math.abs(outside + 0.02) - 0.02, y - 1.55 - 0.06 * u, -y);
      const [hx, hy] = [u - 0.48, y - 1.02];
      return smoothUnion(body, Math.hypot(Math.hypot(hx * 1.25, hy) - 0.33, w) - 0.05, 0.05);
    },
  },
  {
    name: 'grape',
    distance: (x, y, z) => {
      const bound = ball(x - 1.02, y - 0.3, z + 0.55, 0.62);
      if (bound > 0.3) return bound;
      let nearest = Infinity;
      for (const grape of grapes) nearest = Math.min(nearest, ball(x - grape.x, y - grape.y, z - grape.z, grape.radius));
      return nearest;
    },
  },
  { name: 'cloth', distance: (x, y, z) => Math.max((y - cloth(x, z)) * 0.8, -clothEdge(x, z) * 0.9, -0.1 - y) },
  { name: 'table', distance: (_x, y, _z) => y },
  { name: 'wall', distance: (_x, _y, z) => 2.6 - z },
];

function nearest(x, y, z) {
  let best = Infinity;
  for (const thing of things) best = Math.min(best, thing.distance(x, y, z));
  return best;
}

/** Threads over and under: the height of a plain weave of `count` threads a unit. */
const weave = (x, z, count) => {
  const [u, w] = [x * count, z * count];
  const over = (Math.floor(u) + Math.floor(w)) % 2 === 0;
  const round = (t) => Math.sin(Math.PI * (t - Math.floor(t)));
  return (over ? round(u) * (0.6 + 0.4 * round(w)) : round(w) * (0.6 + 0.4 * round(u))) + 0.3 * hash(Math.floor(u), Math.floor(w), 9);
};

const surfaces = {
  apple([x, y, z]) {
    const angle = Math.atan2(z + 0.12, x + 0.98);
    const streaks = fractal2(angle * 9, y * 1.6, 4, 20) + 0.5 * noise2(angle * 34, y * 3, 28);
    const blush = smoothstep(-0.5, 0.45, streaks * 0.8 + 0.75 * Math.cos(angle + 1.9) + 0.15 - 0.5 * smoothstep(0.55, 0.75, y));
    const spot = smoothstep(0.16, 0.07, cellular2(angle * 11, y * 24, 23).nearest);
    return { color: blend(blend([0.62, 0.5, 0.1], [0.5, 0.025, 0.03], blush), [0.75, 0.6, 0.35], spot * 0.55), gloss: 0.9 };
  },
  stem: ([x, y, z]) => ({ color: scale([0.16, 0.09, 0.04], 1 + 0.5 * noise3(x * 50, y * 25, z * 50, 3)), gloss: 0.1 }),
  orange: ([x, y, z]) => ({
    color: blend([0.7, 0.17, 0.008], [0.8, 0.27, 0.015], 0.5 + 0.5 * fractal3(x * 3, y * 3, z * 3, 3, 30)),
    gloss: 0.55,
    height: (u, v, w) =>
      0.0016 * noise3(31 * u + 26 * w + 9 * v, 42 * v - 8 * u, 31 * w - 26 * u, 31) + 0.003 * noise3(u * 6, v * 6, w * 6, 33),
  }),
  pear([x, y, z]) {
    const speckle = smoothstep(0.25, 0.1, cellular2(Math.atan2(z - 0.28, x - 0.72) * 14, y * 22, 41).nearest);
    const rust = smoothstep(0, 0.6, fractal3(x * 3.5, y * 3, z * 3.5, 4, 42) + smoothstep(0.9, 1.25, y) * 0.6 - 0.05);
    const base = blend([0.5, 0.47, 0.09], [0.42, 0.22, 0.07], rust * 0.8);
    return {
      color: blend(base, [0.2, 0.13, 0.05], speckle * 0.6),
      gloss: 0.4,
      height: (u, v, w) => 0.003 * fractal3(u * 18, v * 18, w * 18, 2, 44),
    };
  },
  jug([x, y, z]) {
    const angle = Math.atan2(z - 0.85, x + 0.22);
    const band = (from, to) => smoothstep(from - 0.008, from + 0.008, y) * smoothstep(to + 0.008, to - 0.008, y);
    const wave = smoothstep(0.045, 0.025, Math.abs(y - 0.78 - 0.07 * Math.sin(angle * 14)));
    const petals = smoothstep(
      0.02,
      -0.02,
      Math.hypot(((angle * 14) / Math.PI - Math.floor((angle * 14) / Math.PI) - 0.5) * 0.24, y - 0.52) -
        0.035 -
        0.03 * Math.abs(Math.sin(angle * 56)),
    );
    const blue = clamp(band(0.93, 0.96) + band(0.62, 0.65) + band(0.38, 0.4) + band(1.22, 1.28) + wave + petals);
    const crackle = smoothstep(0.03, 0.0, cellular2(angle * 9, y * 14, 52).second - cellular2(angle * 9, y * 14, 52).nearest);
    const glaze = scale([0.72, 0.7, 0.63], 1 + 0.06 * fractal3(x * 6, y * 6, z * 6, 3, 50) - 0.12 * crackle);
    return { color: blend(glaze, [0.05, 0.1, 0.33], blue * (0.85 + 0.15 * noise3(x * 30, y * 30, z * 30, 51))), gloss: 1 };
  },
  grape([x, y, z]) {
    const bloom = smoothstep(-0.2, 0.6, fractal3(x * 9, y * 9, z * 9, 4, 60)) * 0.5;
    return { color: blend([0.07, 0.02, 0.09], [0.24, 0.24, 0.36], bloom), gloss: 0.8 - bloom };
  },
  cloth([x, _y, z]) {
    const stripe = (t) => smoothstep(0.012, 0.006, Math.abs(t));
    const across = clothEdge(x, z);
    const red = clamp(
      stripe(across - 0.12) + stripe(across - 0.17) + smoothstep(0.032, 0.026, Math.abs(across - 0.26)) + stripe(across - 0.35),
    );
    const thread = weave(x, z, 52);
    const linen = scale([0.62, 0.57, 0.47], 0.72 + 0.3 * thread + 0.08 * noise2(x * 160, z * 9, 71));
    return {
      color: blend(linen, scale([0.42, 0.05, 0.05], 0.7 + 0.4 * thread), red),
      gloss: 0,
      height: (u, _v, w) => 0.004 * weave(u, w, 52),
    };
  },
  table([x, _y, z]) {
    const plank = Math.floor((z + 0.3) / 0.62);
    const across = (z + 0.3) / 0.62 - plank;
    const [u, w] = [x + plank * 3.7, z + plank * 1.9];
    const rings = u * 0.35 + 9 * w + 1.6 * fractal2(u * 0.5, w * 2.2, 3, 80 + plank);
    const ring = rings - Math.floor(rings);
    const pores = smoothstep(0.25, 0.75, noise2(u * 11, w * 190, 84)) * 0.35;
    const grain = 0.62 + 0.38 * smoothstep(0, 0.75, ring) * smoothstep(1, 0.9, ring) + 0.1 * noise2(u * 4, w * 90, 85) - pores;
    const seam = smoothstep(0.012, 0.004, Math.min(across, 1 - across));
    return {
      color: scale([0.33, 0.165, 0.07], grain * (0.85 + 0.3 * hash(plank, 7)) * (1 - 0.8 * seam)),
      gloss: 0.35,
      height: (p, _q, r) => 0.0012 * noise2((p + plank * 3.7) * 5, r * 110, 86),
    };
  },
  wall: ([x, y]) => ({
    color: scale([0.14, 0.15, 0.125], 1 + 0.3 * fractal2(x * 1.4, y * 1.6, 5, 90) + 0.08 * fractal2(x * 16, y * 16, 3, 97)),
    gloss: 0,
  }),
};

/** What a glossy thing mirrors: a tall window with a cross, and the dark room. */
function surroundings(direction) {
  const [u, v] = [direction[0] / -direction[2] + 1.05, direction[1] / -direction[2] - 1.05];
  if (direction[2] > -0.05) return 0.05 + 0.06 * Math.max(0, direction[1]);
  const pane = smoothstep(0.62, 0.55, Math.abs(u)) * smoothstep(0.78, 0.7, Math.abs(v));
  const bars = smoothstep(0.035, 0.06, Math.abs(u)) * smoothstep(0.035, 0.06, Math.abs(v + 0.1));
  return 0.05 + 6 * pane * bars;
}

export function stillLife() {
  const [width, height] = [480, 336];
  const ray = camera(width, height, { eye: [0.1, 1.75, -5.6], target: [0.06, 0.62, 0], focal: 2.05, aperture: 0.012 });
  return sample(width, height, (px, py, lens) => {
    const { origin, direction } = ray(px, py, lens);
    const point = add(origin, scale(direction, Math.min(30, march(nearest, origin, direction, 30))));
    let thing = things[0];
    for (const other of things) if (other.distance(...point) < thing.distance(...point)) thing = other;
    const { color, gloss, height: relief } = surfaces[thing.name](point);
    const smooth = normalAt(nearest, point);
    const normal = relief ? bump(relief, point, smooth) : smooth;
    const raised = add(point, scale(smooth, 0.004));
    const lit = shadow(nearest, raised, light, 0.13);
    const open = openness(nearest, raised, smooth);
    const falloff = mix(0.35, 1.15, smoothstep(2.6, -1.6, point[0] + 0.35 * point[2] - 0.2 * point[1]));
    const key = Math.max(0, dot(normal, light)) * lit * falloff;
    const sky = (0.5 + 0.5 * normal[1]) * open;
    const bounce = (0.5 - 0.5 * normal[1]) * open * smoothstep(1.2, 0, point[1]);
    const glow = [2.9 * key + 0.3 * sky + 0.28 * bounce, 2.55 * key + 0.33 * sky + 0.17 * bounce, 2.1 * key + 0.4 * sky + 0.09 * bounce];
    const mirrored = surroundings(reflect(direction, normal));
    const fresnel = 0.035 + 0.6 * (1 - Math.max(0, -dot(direction, normal))) ** 5;
    const shine = gloss * fresnel * mirrored * mix(0.35, 1, lit) * open;
    return color.map((value, c) => 1 - Math.exp(-1.02 * (value * glow[c] + shine * [1, 0.98, 0.92][c])));
  });
}
