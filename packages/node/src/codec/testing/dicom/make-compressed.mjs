// Makes the compressed DICOM files beside it from those of uncompressed.ts, by programs that have nothing to do with the decoders: wants dcmcjpeg,
// dcmcjpls and dcmcrle of DCMTK, gdcmconv of GDCM. node make-compressed.mjs
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const { module } = await runnerImport(join(here, 'uncompressed.ts'));
const folder = mkdtempSync(join(tmpdir(), 'dicom-'));
const lossless = { 'jpeg-lossless': ['dcmcjpeg', '+e1'], 'jpeg-ls': ['dcmcjpls'], 'jpeg-2000': ['gdcmconv', '--j2k'] };
const jpeg = ['dcmcjpeg', '+eb', '+q', '95'];
const all = {
  gray: { ...lossless, 'jpeg-lossless-6': ['dcmcjpeg', '+el', '+sv', '6'], 'run-lengths': ['dcmcrle'] },
  signed: lossless,
  bytes: lossless,
  frames: lossless,
  color: {
    ...lossless,
    'jpeg-ls-planes': ['dcmcjpls', '+in'],
    'jpeg-ls-samples': ['dcmcjpls', '+is'],
    'run-lengths': ['dcmcrle'],
    jpeg: [...jpeg, '+cr'],
  },
  smooth: { jpeg },
  warm: { jpeg },
};
try {
  for (const [name, codings] of Object.entries(all)) {
    const from = join(folder, `${name}.dcm`);
    writeFileSync(from, module.uncompressedFile(name));
    for (const [coding, [program, ...options]] of Object.entries(codings)) {
      execFileSync(program, [...options, from, join(here, `${name}-${coding}.dcm`)], { stdio: ['ignore', 'ignore', 'inherit'] });
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
