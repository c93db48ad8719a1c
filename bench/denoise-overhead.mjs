// How much longer the whole command takes, less start-up, than ONNX Runtime alone for the same pixels in one piece: decoding, noise estimate, tiles,
// stitching and encoding. Aim: 1.15 in one piece, 1.35 where the memory bound forces tiles. `ratio` is to the model's file as it is. Where the
// command adds channels of zeros for speed (core's `widenModel`), `ratioToWidened` is to that graph: what is spent around the engine.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createRandom, readModel, widenModel } from '@cleargrain/core';
import { findModel } from '@cleargrain/node';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';
import { command, interleave, report, runProgram } from './measure.mjs';

const rounds = Number(process.argv[2] ?? 5);
// What takes a second wants more repetitions than what takes five for a median that stays.
const repeated = { 'one piece': 2, tiles: 1 };
const model = process.argv[3] ?? 'color-xs';
const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-'));
const at = (name) => path.join(folder, name);

async function makePicture(name, width, height) {
  const random = createRandom(1);
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) => 128 + 60 * Math.sin(i / 900) + 20 * random.normal());
  await sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toFile(at(name));
}

// As packages/node does: the runtime reports nothing.
process.env.ORT_DISABLE_TELEMETRY = '1';
const { bytes } = await findModel(model);
const options = {
  logSeverityLevel: 3,
  intraOpNumThreads: os.availableParallelism(),
  extra: { session: { intra_op: { allow_spinning: '0' } } },
};
const session = await InferenceSession.create(bytes, options);
const known = readModel(model, bytes);
const fastest = known === undefined ? bytes : widenModel(known);
const widened = fastest === bytes ? undefined : await InferenceSession.create(fastest, options);
async function engineAlone(session, width, height) {
  const image = new Tensor('float32', new Float32Array(3 * width * height).fill(0.5), [1, 3, height, width]);
  const began = performance.now();
  await session.run({ image });
  return (performance.now() - began) / 1000;
}
const whole = async (name) =>
  (await runProgram(process.execPath, [command, 'denoise', at(name), '-o', at(`out-${name}`), '--model', model, '--device', 'cpu']))
    .seconds;

// Multiples of 16, as the runtime alone wants them for color-xs.
const sizes = { 'one piece': [1600, 1200], tiles: [4000, 2992] };
try {
  await makePicture('tiny.jpg', 16, 16);
  for (const [name, [width, height]] of Object.entries(sizes)) await makePicture(`${name.replace(' ', '-')}.jpg`, width, height);
  const results = {};
  for (const [name, [width, height]] of Object.entries(sizes)) {
    const engines = { engine: session, ...(widened && { widened }) };
    for (const engine of Object.values(engines)) await engineAlone(engine, width, height);
    const seconds = await interleave(
      {
        startUp: () => whole('tiny.jpg'),
        command: () => whole(`${name.replace(' ', '-')}.jpg`),
        ...Object.fromEntries(Object.entries(engines).map(([key, engine]) => [key, () => engineAlone(engine, width, height)])),
      },
      rounds * repeated[name],
    );
    const spent = seconds.command - seconds.startUp;
    const ratioToWidened = widened && spent / seconds.widened;
    results[name] = { megapixels: (width * height) / 1e6, ...seconds, ratio: spent / seconds.engine, ...(widened && { ratioToWidened }) };
  }
  await report('denoise-overhead', { model, rounds, results });
} finally {
  await session.release();
  await widened?.release();
  await rm(folder, { recursive: true });
}
