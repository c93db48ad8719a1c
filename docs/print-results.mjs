// Prints the README's figures: models/*.json (by `cleargrain evaluate --card`) and bench/results/*.json beside docs/published.json.
// `node docs/print-results.mjs --write` puts them between the README's markers, and those of memory and cost by size between those of docs/memory.md;
// `--memory` prints the latter.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readModel } from 'cleargrain';

const at = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const readJson = async (name) => JSON.parse(await readFile(at(name), 'utf8'));
const levels = ['gaussian:15', 'gaussian:25', 'gaussian:50'];

async function filesIn(folder, ending) {
  const files = await readdir(at(folder)).catch(() => []);
  return files.filter((file) => file.endsWith(ending)).sort();
}

/** A table in Markdown whose columns stand below one another, as the formatter wants it. */
function table(header, rows) {
  const widths = header.map((title, column) => Math.max(3, title.length, ...rows.map((row) => row[column].length)));
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |\n`;
  return line(header) + line(widths.map((width) => '-'.repeat(width))) + rows.map(line).join('');
}

const figures = (numbers) => (numbers?.every((number) => number !== undefined) ? numbers.map((psnr) => psnr.toFixed(2)).join(' / ') : '–');

function count(number) {
  if (number === undefined) return '–';
  if (number < 10_000) return number.toLocaleString('en');
  return number < 1e6 ? `${Math.round(number / 1e3)} k` : `${(number / 1e6).toFixed(1)} M`;
}

/** PSNR of a model on a set at the three levels; undefined where the set was not measured. */
function psnrOf({ results }, set, clipped) {
  const found = levels.map((noise) =>
    results.find((result) => result.data === set && result.noise === noise && result.clipped === clipped),
  );
  return found.every((result) => result !== undefined) ? found.map(({ psnr }) => psnr) : undefined;
}

async function readModels() {
  const models = [];
  for (const file of await filesIn('models', '.onnx')) {
    const name = file.slice(0, -'.onnx'.length);
    const { channels, parameters } = readModel(name, await readFile(at(`models/${file}`)));
    const report = await readJson(`models/${name}.json`).catch(() => undefined);
    if (report) models.push({ name, channels, parameters, results: report.results });
  }
  return models;
}

/** Ours in bold among the published ones, in the order of their PSNR at σ 25 on the Berkeley pictures. */
function comparison(models, published, sets) {
  const [berkeley] = sets;
  const rows = [
    ...published.map((row) => ({ ...row, psnr: { [berkeley]: row.berkeley, Set12: row.set12 } })),
    ...models.map((model) => ({
      method: `**${model.name}**`,
      parameters: model.parameters,
      level: 'blind',
      source: 'measured here',
      psnr: Object.fromEntries(sets.map((set) => [set, psnrOf(model, set, false)])),
    })),
  ].sort((a, b) => (a.psnr[berkeley]?.[1] ?? 0) - (b.psnr[berkeley]?.[1] ?? 0));
  return table(
    ['method', 'parameters', 'noise level', ...sets, 'source'],
    rows.map(({ method, parameters, level, psnr, source }) => [
      method,
      count(parameters),
      level,
      ...sets.map((set) => figures(psnr[set])),
      source,
    ]),
  );
}

function clippedTable(models) {
  const rows = models.flatMap((model) => {
    const set = model.channels === 1 ? 'BSD68' : 'CBSD68';
    const clipped = psnrOf(model, set, true);
    return clipped ? [[model.name, set, figures(psnrOf(model, set, false)), figures(clipped)]] : [];
  });
  if (rows.length === 0) return '';
  const heading = 'The same with the noisy picture clipped and rounded to 8 bits, as a file holds it:\n\n';
  return `\n${heading}${table(['model', 'set', 'float input', '8-bit input'], rows)}`;
}

/** What extensions stand for. */
const formatNames = { tif: 'TIFF', jpg: 'JPEG', png: 'PNG', dcm: 'DICOM', dng: 'DNG', jxl: 'JPEG XL', heic: 'HEIC' };

/** What the result files of bench/ say, by file: rows of what was measured, the figure, and the aim. */
const measurements = {
  'denoise-overhead': ({ results }) =>
    Object.entries(results).flatMap(([name, { megapixels, ratio, ratioToWidened }]) => {
      const job = `\`denoise\` less start-up, beside ONNX Runtime alone (${megapixels.toFixed(0)} megapixels, ${name})`;
      const aim = name === 'tiles' ? '1.35' : '1.15';
      const widened = [
        `the same, beside ONNX Runtime with the channels of zeros that \`denoise\` adds`,
        `× ${ratioToWidened?.toFixed(2)}`,
        aim,
      ];
      return [[job, `× ${ratio.toFixed(2)}`, aim], ...(ratioToWidened === undefined ? [] : [widened])];
    }),
  'start-up': ({ seconds }) => [['from the start of `denoise` to the end of 64×64 pixels', `${seconds.denoise.toFixed(2)} s`, '1 s']],
  memory: ({ megapixels, peakMegabytes }) => [[`\`denoise\`, peak memory for ${megapixels} megapixels`, `${peakMegabytes} MB`, '1000 MB']],
  'memory-copy': ({ largest, megapixels, peakMegabytes }) => [
    [
      `all of \`denoise\` but the network, peak memory up to ${largest} megapixels (the most at ${megapixels})`,
      `${peakMegabytes} MB`,
      '1000 MB',
    ],
  ],
  'memory-special-copy': ({ cases }) => [
    [
      `all of \`denoise\` but the network, peak memory for HEIC, JPEG XL, DICOM and raw files of up to ${Math.max(...cases.map(({ megapixels }) => megapixels))} megapixels`,
      `${Math.max(...cases.map(({ peakMegabytes }) => peakMegabytes))} MB`,
      '1000 MB',
    ],
  ],
  'linear-cost': ({ secondsPerMegapixel, largestToSmallest }) => [
    [
      `seconds a megapixel at ${Object.keys(secondsPerMegapixel).join(', ')} megapixels, the most beside the least`,
      `× ${largestToSmallest.toFixed(2)}`,
      '1.1',
    ],
  ],
  cancel: ({ megapixels, largestMilliseconds }) => [
    [`from Ctrl-C to the end of \`denoise\` (${megapixels} megapixels)`, `${largestMilliseconds} ms`, '300 ms'],
  ],
  dispose: ({ cycles, growthPerCycleKilobytes }) => [
    [
      `memory that a denoiser leaves behind when it is closed, over ${cycles} cycles`,
      growthPerCycleKilobytes > 0 ? `${growthPerCycleKilobytes} kB` : 'none',
      '100 kB',
    ],
  ],
  'event-loop': ({ largestGapMilliseconds, files = [], reading, writing }) => [
    ['longest time that `denoise` of the library holds the event loop', `${largestGapMilliseconds} ms`, '50 ms'],
    ...Object.entries({ readImage: reading, writeImage: writing }).flatMap(([name, measured]) =>
      measured === undefined
        ? []
        : [[`the same (processor time) in \`${name}\`, JPEG of 24 megapixels`, `${measured.longestHeldMilliseconds} ms`, '50 ms']],
    ),
    ...files.map(({ extension, megapixels, longestHeldMilliseconds }) => [
      `the same (processor time) from file to file, ${formatNames[extension]} of ${megapixels} megapixels`,
      `${longestHeldMilliseconds} ms`,
      '50 ms',
    ]),
  ],
  'studio-main-thread': ({ megapixels, aim, cleaning }) => [
    [
      `Studio, longest task of the page (processor time), ${megapixels} megapixels cleaned`,
      `${cleaning.longestTaskMilliseconds} ms`,
      `${aim} ms`,
    ],
  ],
  'studio-frames': ({ megapixels, aim, actions }) => [
    [
      `Studio, longest frame of the page (processor time), ${megapixels} megapixels moved`,
      `${Math.max(...Object.values(actions).map(({ mostMilliseconds }) => mostMilliseconds))} ms`,
      `${aim} ms`,
    ],
    [
      `Studio, from frame to frame where there is no GPU (the slowest of ${Object.keys(actions).length} motions), ${megapixels} megapixels`,
      `${(1000 / Math.min(...Object.values(actions).map(({ framesPerSecond }) => framesPerSecond))).toFixed(1)} ms`,
      `${aim} ms`,
    ],
  ],
  'training-step': ({ ratio }) => [["a training step, beside PyTorch's", `× ${ratio.toFixed(2)}`, '1']],
};

/** Models on photographs with a camera's own noise, as `node bench/real-photographs.mjs` measured them. */
async function photographsTable() {
  const report = await readJson('bench/results/real-photographs.json').catch(() => undefined);
  if (report === undefined) return '';
  const rows = report.results.map(({ model, before, after, largestShiftOfTone }) => [
    model,
    before.toFixed(2),
    after.toFixed(2),
    `${largestShiftOfTone.toFixed(2)} grey levels`,
  ]);
  const heading = `Photographs with the noise of the cameras that took them (CC, Nam et al. 2016, ${report.results[0].pictures.length} pairs), PSNR in dB:`;
  return `\n${heading}\n\n${table(['model', 'noisy', 'denoised', 'largest shift of a channel’s mean'], rows)}`;
}

async function speedTable() {
  const rows = [];
  const machines = new Set();
  for (const [name, rowsOf] of Object.entries(measurements)) {
    const result = await readJson(`bench/results/${name}.json`).catch(() => undefined);
    if (result === undefined) continue;
    rows.push(...rowsOf(result));
    machines.add(result.machine);
  }
  if (rows.length === 0) return '';
  return `\nSpeed and memory, by the scripts in bench/ (${[...machines].join('; ')}):\n\n${table(['measured', 'figure', 'at most'], rows)}`;
}

/** Models and peers as `cleargrain bench --save` measured them in one run, to a file in bench/results. */
async function modelSpeedTable(file) {
  const report = await readJson(`bench/results/${file}`).catch(() => undefined);
  if (report === undefined) return '';
  const sizes = [...new Set(report.speed.map(({ megapixels }) => megapixels))];
  const speedOf = (model, size) => report.speed.find((one) => one.model === model && one.megapixels === size)?.millisecondsPerMegapixel;
  const [quality] = report.quality;
  const rows = [...new Set(report.speed.map(({ model }) => model))].map((model) => {
    const own = report.quality.find((one) => one.model === model);
    const speeds = sizes.map((size) => speedOf(model, size)?.toFixed(0) ?? '–');
    return quality ? [model, ...speeds, own ? own.psnr.toFixed(2) : '–'] : [model, ...speeds];
  });
  const once = report.speed.some(({ rounds }) => rounds < report.rounds) ? ', one run where it takes over a minute' : '';
  const heading = `Milliseconds per megapixel, all in turns, median of ${report.rounds}${once} (${report.machine}):`;
  const sizeNames = sizes.map((size) => `${Number(size.toFixed(1))} MP`);
  return `\n${heading}\n\n${table(['model', ...sizeNames, ...(quality ? [`${quality.data}, ${quality.noise}, dB`] : [])], rows)}`;
}

export async function resultsBlock() {
  const published = await readJson('docs/published.json');
  const models = await readModels();
  const kind = (channels) => models.filter((model) => model.channels === channels);
  return [
    'PSNR in dB at σ 15 / 25 / 50, Gaussian noise, float input. “Blind”: one network for all levels, told nothing.\n\n',
    'Grey:\n\n',
    comparison(kind(1), published.gray, ['BSD68', 'Set12']),
    '\nColour:\n\n',
    comparison(kind(3), published.color, ['CBSD68']),
    clippedTable(models),
    await photographsTable(),
    '\nSource: the paper that prints the figures; [docs/published.json](docs/published.json) holds them, [docs/bibliography.md](docs/bibliography.md) the citations.\n',
    await modelSpeedTable('models.json'),
    await modelSpeedTable('models-24.json'),
    await speedTable(),
  ].join('');
}

const compressions = { '--j2k': 'JPEG 2000', '--jpegls': 'JPEG-LS', '--jpeg': 'JPEG lossless' };

/** Peaks and costs by size and format, for docs/memory.md. */
async function memoryBlock() {
  const read = (name) => readJson(`bench/results/${name}.json`).catch(() => undefined);
  const [usual, special, copied, linear] = await Promise.all(['memory', 'memory-special', 'memory-special-copy', 'linear-cost'].map(read));
  const cases = [usual, special, copied].flatMap((result) => result?.cases ?? []);
  const without = new Set(copied?.cases);
  const rows = cases
    .map((one) => ({ ...one, network: without.has(one) ? 'no' : 'yes' }))
    .map(({ megapixels, extension, bits, output, compression, network, peakMegabytes }) => {
      const [from, to] = [formatNames[extension], formatNames[output ?? extension]];
      const how = [bits && `${bits} bits`, compressions[compression]].filter(Boolean).join(', ');
      return [`${from}${how && ` (${how})`}${to === from ? '' : ` → ${to}`}`, `${megapixels}`, network, `${peakMegabytes} MB`];
    });
  const peaks = `Peak resident memory of \`denoise --memory 1GB\`, the codec's process included; without the network: at strength 0:\n\n${table(['file', 'megapixels', 'network', 'peak'], rows)}`;
  if (linear === undefined) return peaks;
  const costs = Object.entries(linear.secondsPerMegapixel).map(([size, seconds]) => [size, seconds.toFixed(3)]);
  const spread = `The most beside the least: × ${linear.largestToSmallest.toFixed(2)}. The command takes ${linear.commandBesidesSeconds.toFixed(1)} s beside that, to start and for the first tile.`;
  const heading = `Seconds a megapixel by size (TIFF to TIFF, ${linear.model}, a denoiser that has been used; \`node bench/linear-cost.mjs\`):`;
  return `${peaks}\n${heading}\n\n${table(['megapixels', 'seconds a megapixel'], costs)}\n${spread}\n`;
}

/** Puts a block between its markers. */
async function write(file, name, block) {
  const text = await readFile(at(file), 'utf8');
  const [begin, end] = ['begin', 'end'].map((which) => `<!-- ${name}:${which} -->`);
  const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
  if (from < begin.length || to < from) throw new Error(`${file}: expected the markers ${name}:begin and ${name}:end, found none`);
  await writeFile(at(file), `${text.slice(0, from)}\n\n${block}\n${text.slice(to)}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === '--write') {
    await write('README.md', 'results', await resultsBlock());
    await write('docs/memory.md', 'memory', await memoryBlock());
  } else process.stdout.write(await (process.argv[2] === '--memory' ? memoryBlock() : resultsBlock()));
}
