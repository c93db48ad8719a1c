import { loadTypeface, renderSvg } from '@cleargrain/node';
import sharp from 'sharp';
import { sample } from './picture.mjs';
import { fractal2, noise2 } from './texture.mjs';
import { clamp, mix, smoothstep } from './vector.mjs';

const [width, height, zoom] = [480, 360, 4];
const black = '#1b1a1c';

const text = `A picture carries noise from the moment it is taken: light itself arrives in grains, and
every reading adds a little of its own. To clean it is to guess what was there before,
and the guess is good when the fine things stay: a hair, a thread, the foot of a letter,
the line between two roofs. What is lost in this corner of the page cannot be found again
by any later step, so the smallest type is the hardest test. Quick zephyrs blow, vexing
daft Jim; 0123456789, (a + b)² = a² + 2ab + b², σ ≤ 25, 16 × 9.`.split('\n');

function star(cx, cy, radius, spokes) {
  const wedge = (n) => {
    const [a, b] = [(n * 2 * Math.PI) / spokes, ((n + 0.5) * 2 * Math.PI) / spokes];
    return `M${cx} ${cy}L${(cx + radius * Math.cos(a)).toFixed(2)} ${(cy + radius * Math.sin(a)).toFixed(2)}A${radius} ${radius} 0 0 1 ${(cx + radius * Math.cos(b)).toFixed(2)} ${(cy + radius * Math.sin(b)).toFixed(2)}Z`;
  };
  return `<path fill="${black}" d="${Array.from({ length: spokes }, (_, n) => wedge(n)).join('')}"/>`;
}

function lines(x, y, wide, tall) {
  let path = '';
  for (let at = 0, pitch = 6; at < wide; at += pitch, pitch = Math.max(1.6, pitch * 0.955))
    path += `M${(x + at).toFixed(2)} ${y}h${(pitch / 2).toFixed(2)}v${tall}h${(-pitch / 2).toFixed(2)}Z`;
  return `<path fill="${black}" d="${path}"/>`;
}

function drawing(typeface) {
  const write = (content, x, y, size, weight = 'regular', color = black, anchor = 'start') =>
    typeface.draw(content, { x, y, size, weight, anchor, color });
  const patches = [
    '#8c3b2e',
    '#c9862f',
    '#e3c64a',
    '#5d8a45',
    '#2f6f7e',
    '#35508f',
    '#6d4486',
    '#b4577b',
    '#d9a98a',
    '#8a5a44',
    '#4a3530',
    '#9aa3a8',
  ];
  const checker = Array.from({ length: 64 }, (_, n) =>
    (n + Math.floor(n / 8)) % 2
      ? ''
      : `<rect x="${366 + (n % 8) * 10}" y="${122 + Math.floor(n / 8) * 10}" width="10" height="10" fill="${black}"/>`,
  );
  return [
    `<rect x="18" y="18" width="444" height="60" fill="#a63a26"/>`,
    write('Grain & Light', 32, 62, 39, 'bold', '#f3e9d6'),
    write('No. 7', 448, 46, 15, 'bold', '#f3e9d6', 'end'),
    write('a page to test by', 448, 62, 9.5, 'regular', '#f0d2b8', 'end'),
    ...text.map((line, n) => write(line, 32, 104 + n * 12.4, 7.6)),
    `<path d="M32 184H336M32 187.5H336" stroke="${black}" stroke-width=".7" fill="none"/>`,
    ...[22, 16, 12, 9, 7, 5.5].map((size, n) =>
      write('Hamburgefonstiv', 32, [210, 229, 244, 256, 266, 274][n], size, n % 2 ? 'bold' : 'regular'),
    ),
    star(270, 234, 41, 36),
    `<circle cx="270" cy="234" r="2.4" fill="#f3eee2"/>`,
    ...checker,
    write('10 mm', 406, 113, 7.5, 'regular', '#55504c', 'middle'),
    lines(346, 214, 112, 20),
    `<g transform="rotate(7 402 258)">${lines(350, 246, 104, 20)}</g>`,
    `<defs><linearGradient id="g"><stop stop-color="#151416"/><stop offset="1" stop-color="#f3eee2"/></linearGradient>
     <linearGradient id="h"><stop stop-color="#20306b"/><stop offset=".35" stop-color="#8a3f77"/><stop offset=".65" stop-color="#e0743c"/><stop offset="1" stop-color="#f4dc8a"/></linearGradient></defs>`,
    `<rect x="32" y="290" width="200" height="18" fill="url(#g)"/><rect x="32" y="312" width="200" height="18" fill="url(#h)"/>`,
    ...patches.map(
      (color, n) => `<rect x="${246 + (n % 6) * 35.6}" y="${290 + Math.floor(n / 6) * 21}" width="33" height="19" fill="${color}"/>`,
    ),
    `<path d="M32 338H458" stroke="#a63a26" stroke-width="1.2"/>`,
    write('Printed from formulas', 32, 348, 6.5, 'regular', '#55504c'),
    write('7 / 24', 458, 348, 6.5, 'regular', '#55504c', 'end'),
  ].join('');
}

export async function page() {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width * zoom}" height="${height * zoom}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="#f3eee2"/>${drawing(await loadTypeface())}</svg>`;
  const { data, info } = await sharp(await renderSvg(svg))
    .raw()
    .toBuffer({ resolveWithObject: true });
  const linear = Float32Array.from({ length: 256 }, (_, value) =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  );
  const print = (x, y, channel) =>
    linear[
      data[
        (clamp(Math.floor(y * zoom), 0, info.height - 1) * info.width + clamp(Math.floor(x * zoom), 0, info.width - 1)) * info.channels +
          channel
      ]
    ];
  return sample(
    width,
    height,
    (x, y) => {
      // Turned a little and bent, as a sheet lies on a table; ink creeps along the fibres.
      const bend = 5 * Math.sin(((x - 60) / width) * Math.PI) - 2.5;
      const creep = 0.05 * noise2(x * 2.2, y * 2.2, 5);
      const [u, v] = [x + 0.018 * (y - 180) + creep, y - 0.018 * (x - 240) + bend * 0.5 + creep];
      const inside = Math.min(u - 4, width - 4 - u, v - 5, height - 4 - v);
      const fibre = 1 + 0.035 * fractal2(x / 2.2, y / 5, 3, 7) + 0.03 * fractal2(x / 40, y / 40, 4, 8);
      const shade = 1.04 - 0.3 * smoothstep(60, 560, x * 0.85 + y * 0.5) - 0.1 * Math.cos(((x - 60) / width) * Math.PI * 2) * 0.5;
      const table = 0.1 * (1 + 0.35 * fractal2(x / 40, y / 2.5, 4, 9)) * mix(0.35, 1, smoothstep(0, -9, inside));
      return [0, 1, 2].map((channel) =>
        mix(
          table * [1, 0.62, 0.38][channel],
          print(u, v, channel) * fibre * shade * [1.03, 1, 0.94][channel] + 0.012,
          smoothstep(-0.4, 0.4, inside),
        ),
      );
    },
    { samples: 4 },
  );
}
