// Whether `cleargrain evaluate` measures as the papers do: networks of other makers, as ONNX files, against the figures that their papers print.
//   node bench/protocol.mjs PEERS TEST-SETS        folders with dncnn-b-gray.onnx, …; with BSD68, Set12, CBSD68
import path from 'node:path';
import { command, report, runProgram } from './measure.mjs';

const [peers, sets] = process.argv.slice(2);
if (sets === undefined) throw new Error('expected PEERS TEST-SETS');

// Published at σ 25: Zhang et al. 2017 (DnCNN), Zhang, Zuo, Zhang 2018 (FFDNet).
const published = [
  { model: 'dncnn-s25-gray', data: 'BSD68', psnr: 29.23 },
  { model: 'dncnn-b-gray', data: 'BSD68', psnr: 29.16 },
  { model: 'ffdnet-gray', data: 'Set12', psnr: 30.43 },
  { model: 'ffdnet-color', data: 'CBSD68', psnr: 31.21 },
];
const results = [];
for (const { model, data, psnr } of published) {
  const args = [
    'evaluate',
    '--model',
    path.join(peers, `${model}.onnx`),
    '--data',
    path.join(sets, data),
    '--noise',
    'gaussian:25',
    '--json',
  ];
  const measured = JSON.parse((await runProgram(process.execPath, [command, ...args])).stdout).results[0].psnr;
  results.push({ model, data, noise: 'gaussian:25', published: psnr, measured, difference: measured - psnr });
}
await report('protocol', { results });
