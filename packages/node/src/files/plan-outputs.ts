import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, parse, resolve, sep } from 'node:path';
import type { ImageFormat } from '@cleargrain/core';
import { extensionOfResult, formatOrNone, notWritten } from '../codec/image-format.js';
import type { FailedInput, InputFile } from './expand-inputs.js';
import { type FramePattern, parseFramePattern } from './frame-pattern.js';
import { UsageError } from './usage-error.js';

/** Where results go. */
export interface OutputOptions {
  /** A file, or a folder (made when it is missing). */
  readonly output?: string;
  /** Writes over the inputs. Default: false. */
  readonly inPlace?: boolean;
  /** What outputs are, for the extension of those in a folder. Default: that of the input; `.dng` for the raw file of a camera, `.png` for others that cannot be written. */
  readonly format?: ImageFormat;
  /** How many inputs were given, those that failed included: only a single one may go to a file. Default: the number of files. */
  readonly given?: number;
  /** What messages call `output` and `inPlace`; without the latter they do not speak of it. Default: so. */
  readonly names?: OptionNames;
}

interface OptionNames {
  readonly output: string;
  readonly inPlace?: string;
}

const ownNames: OptionNames = { output: 'output', inPlace: 'inPlace' };

/** A picture to be read and where its result goes. */
export interface PlannedFile extends InputFile {
  /** Where the result goes. */
  readonly output: string;
}

/** Where the results of all files go. */
export interface PlannedOutputs {
  /** The files that can be done, in their order. */
  readonly files: readonly PlannedFile[];
  /** Those that cannot be: in place, inputs whose format is not written; and what a symbolic link would lead out of its folder. */
  readonly failed: readonly FailedInput[];
}

const extensions: Readonly<Record<ImageFormat, string>> = {
  png: '.png',
  jpeg: '.jpg',
  webp: '.webp',
  avif: '.avif',
  tiff: '.tif',
  pnm: '.pnm',
  pfm: '.pfm',
  jxl: '.jxl',
  dicom: '.dcm',
  dng: '.dng',
};

/**
 * Where the result of each file goes. `output` is a file when it is for one file that was named by itself and is not a folder and
 * has an extension; for the files of a sequence such as `in/%05d.png` it may be another, which keeps their numbers; else a folder, in which files keep their place below the folder they were found in. In place, a file that was
 * given under several names is done once.
 * @throws UsageError when an output would overwrite an input without `inPlace`, two results would go to one file, or the output
 * cannot be what it must be.
 */
export async function planOutputs(files: readonly InputFile[], options: OutputOptions): Promise<PlannedOutputs> {
  const { output, inPlace = false, format, given = files.length, names = ownNames } = options;
  if (inPlace && output !== undefined) throw new UsageError(`expected either ${names.output} or ${names.inPlace}, received both`);
  if (inPlace) return planInPlace(files, names);
  const orInPlace = names.inPlace === undefined ? '' : ` (or ${names.inPlace})`;
  if (output === undefined) throw new UsageError(`expected ${names.output} FILE or FOLDER${orInPlace}`);
  if (output === '' || output === '-') throw new UsageError(`expected a file or a folder for ${names.output}, received '${output}'`);

  const sequence = parseFramePattern(output);
  if (sequence !== undefined) {
    const planned = files.map((file) => ({ ...file, output: writable(inSequence(`${names.output} ${output}`, sequence, file)) }));
    await refuseOverwriting(planned, names);
    return { files: planned, failed: [] };
  }
  // With its slash a file is not found.
  const existing = await stat(output.replace(/(?<=.)[\\/]+$/, '')).catch(() => undefined);
  const single = given <= 1 && files.length <= 1 && files.every(({ found }) => !found);
  const asFile = single && !existing?.isDirectory() && !/[\\/]$/.test(output) && (existing !== undefined || parse(output).ext !== '');
  if (!asFile && existing !== undefined && !existing.isDirectory()) {
    throw new UsageError(`${names.output} ${output} is a file, expected a folder for ${single ? 'this input' : 'more than one input'}`);
  }
  if (!asFile && existing === undefined && !/[\\/]$/.test(output) && formatOrNone(output) !== undefined) {
    throw new UsageError(
      `${names.output} ${output} looks like a file, expected a folder for ${given > 1 ? 'more than one input' : 'what is found'} (one ends in /)`,
    );
  }
  const planned = files.map((file) => ({ ...file, output: asFile ? writable(output) : inFolder(output, file, format) }));
  await refuseOverwriting(planned, names);
  return asFile ? { files: planned, failed: [] } : leaveOutside(planned, output);
}

async function planInPlace(files: readonly InputFile[], names: OptionNames): Promise<PlannedOutputs> {
  const planned = new Map<string, PlannedFile>();
  const failed: FailedInput[] = [];
  for (const file of files) {
    if (file.file === '-') throw new UsageError(`expected ${names.output} for standard input, received ${names.inPlace}`);
    const place = await real(file.file);
    const folder = file.found && file.file.endsWith(file.relative) ? file.file.slice(0, -file.relative.length - 1) || '.' : undefined;
    if (folder !== undefined && !isBelow(await real(folder), place)) failed.push({ input: file.file, error: leadsOut(file.file, folder) });
    else if (formatOrNone(file.file) === undefined) failed.push({ input: file.file, error: notWritten(file.file) });
    else if (!planned.has(place)) planned.set(place, { ...file, output: file.file });
  }
  return { files: [...planned.values()], failed };
}

function inSequence(named: string, sequence: FramePattern, { file, frame }: InputFile): string {
  if (frame !== undefined) return sequence.pathOf(frame);
  throw new UsageError(`${named} is a sequence, expected inputs of one such as frames/%05d.png, received ${file}`);
}

function inFolder(folder: string, file: InputFile, format: ImageFormat | undefined): string {
  const { dir, name } = parse(file.relative);
  if (format !== undefined && formatOrNone(file.relative) !== format) return join(folder, dir, name + extensions[format]);
  return join(folder, dir, name + extensionOfResult(file.relative));
}

function writable(output: string): string {
  if (formatOrNone(output) === undefined) throw new UsageError(notWritten(output, ' (a folder ends in /)'));
  return output;
}

async function refuseOverwriting(planned: readonly PlannedFile[], names: OptionNames): Promise<void> {
  const orInPlace = names.inPlace === undefined ? '' : `, or ${names.inPlace}`;
  const inputs = new Map<string, string>();
  for (const { file } of planned) if (file !== '-') inputs.set(await real(file), file);
  const outputs = new Map<string, string>();
  for (const { file, output } of planned) {
    const place = await real(output);
    const overwritten = inputs.get(place);
    if (overwritten !== undefined)
      throw new UsageError(`${output} would overwrite the input ${overwritten}: expected another ${names.output}${orInPlace}`);
    const other = outputs.get(place);
    if (other !== undefined)
      throw new UsageError(`${other} and ${file} would both be written to ${output}: expected one input for each output`);
    outputs.set(place, file);
  }
}

const isBelow = (folder: string, place: string) => place.startsWith(folder.endsWith(sep) ? folder : folder + sep);
const leadsOut = (file: string, folder: string) => `${file}: a symbolic link leads out of ${folder}, expected a place inside`;

/** Takes out the results that a symbolic link in the output folder would lead elsewhere: what lies there is not theirs to replace. */
async function leaveOutside(planned: readonly PlannedFile[], output: string): Promise<PlannedOutputs> {
  const folder = await real(output);
  const files: PlannedFile[] = [];
  const failed: FailedInput[] = [];
  for (const file of planned) {
    if (isBelow(folder, await real(file.output))) files.push(file);
    else failed.push({ input: file.file, error: `${file.file}: ${leadsOut(file.output, output)}` });
  }
  return { files, failed };
}

/** The path without symbolic links, as far as it exists. */
async function real(path: string): Promise<string> {
  const whole = resolve(path);
  try {
    return await realpath(whole);
  } catch {
    const parent = dirname(whole);
    return parent === whole ? whole : join(await real(parent), basename(whole));
  }
}
