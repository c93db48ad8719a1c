import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { hasImageExtension, readFormats } from '../codec/image-format.js';
import { describeFileError } from './describe-file-error.js';
import { parseFramePattern } from './frame-pattern.js';

/** A picture to be read. */
export interface InputFile {
  /** Its path; `-` is standard input. */
  readonly file: string;
  /** Where it lies below the folder that was given; its name for a file that was given by itself. */
  readonly relative: string;
  /** Whether it was found in a folder or by a pattern. */
  readonly found: boolean;
  /** Its number, when it is one of a sequence such as `frames/%05d.png`. */
  readonly frame?: number;
  /** The input that stands for its sequence. */
  readonly sequence?: string;
}

/** An input that gave no picture, with the reason in one line. */
export interface FailedInput {
  /** What was given. */
  readonly input: string;
  /** The reason, which names it. */
  readonly error: string;
}

/** What inputs stand for. */
export interface ExpandedInputs {
  /** Each file once, in the order of the inputs; those of a folder in natural order: 2 before 10. */
  readonly files: readonly InputFile[];
  /** The inputs that gave none. */
  readonly failed: readonly FailedInput[];
}

const natural = new Intl.Collator('en', { numeric: true });

/** What is left out. */
export interface ExpandOptions {
  /** A folder, such as that of the results, in which folders and patterns find nothing, unless they look there alone. Default: none. */
  readonly leaveOut?: string;
}

/**
 * The pictures that files, folders (with what is below them; hidden ones are left out), patterns such as `photos/*.jpg`, sequences
 * of numbered files such as `frames/%05d.png`, and `-` (standard input) stand for. A file named by itself is taken whatever its extension; in folders and patterns extensions decide.
 */
export async function expandInputs(inputs: readonly string[], options: ExpandOptions = {}): Promise<ExpandedInputs> {
  const files = new Map<string, InputFile>();
  const failed: FailedInput[] = [];
  const leaveOut = options.leaveOut === undefined ? undefined : resolve(options.leaveOut);
  for (const input of inputs) {
    try {
      for (const file of await expand(input, leaveOut, failed)) {
        const key = file.file === '-' ? '-' : resolve(file.file);
        if (!files.has(key)) files.set(key, file);
      }
    } catch (error) {
      failed.push(failure(input, error));
    }
  }
  return { files: [...files.values()], failed };
}

const failure = (input: string, error: unknown): FailedInput => ({ input, error: `${input}: ${describeFileError(error)}` });

async function expand(input: string, leaveOut: string | undefined, failed: FailedInput[]): Promise<InputFile[]> {
  if (input === '-') return [{ file: '-', relative: 'stdin.png', found: false }];
  const found = await stat(input).catch((error: unknown) => {
    if (parseFramePattern(input) !== undefined || isDynamicPattern(input)) return undefined;
    throw error;
  });
  if (found === undefined) return framesOf(input) ?? inPattern(input, leaveOut);
  if (!found.isDirectory()) return [{ file: input, relative: basename(input), found: false }];
  const names = await picturesBelow(input, leaveOut, failed);
  if (names.length === 0) throw new Error(`no pictures in this folder, expected ${readFormats}`);
  return names.map((file) => ({ file, relative: relative(input, file), found: true }));
}

async function picturesBelow(folder: string, leaveOut: string | undefined, failed: FailedInput[]): Promise<string[]> {
  const result: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => natural.compare(a.name, b.name));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || resolve(path) === leaveOut) continue;
    if (entry.isDirectory()) {
      const below = await picturesBelow(path, leaveOut, failed).catch((error: unknown) => {
        failed.push(failure(path, error));
        return [];
      });
      result.push(...below);
    } else if (hasImageExtension(entry.name) && (entry.isFile() || (entry.isSymbolicLink() && (await isFile(path))))) {
      result.push(path);
    }
  }
  return result;
}

/** The files of a sequence in the order of their numbers; undefined when the input is no pattern of one. */
function framesOf(input: string): Promise<InputFile[]> | undefined {
  const pattern = parseFramePattern(input);
  if (pattern === undefined) return undefined;
  return readdir(pattern.folder).then((names) => {
    const frames = names.flatMap((name) => pattern.numberOf(name) ?? []).sort((a, b) => a - b);
    if (frames.length === 0) throw new Error('no file of this sequence');
    return frames.map((frame) => {
      const file = pattern.pathOf(frame);
      return { file, relative: basename(file), found: true, frame, sequence: input };
    });
  });
}

async function inPattern(pattern: string, leaveOut: string | undefined): Promise<InputFile[]> {
  const options = { onlyFiles: true, expandDirectories: false };
  const matches = await glob(sep === '\\' ? pattern.replaceAll('\\', '/') : pattern, options);
  const matching = matches.filter(hasImageExtension).sort(natural.compare);
  if (matching.length === 0) throw new Error('no picture matches this pattern');
  const elsewhere = matching.filter((file) => leaveOut === undefined || !resolve(file).startsWith(leaveOut + sep));
  const pictures = elsewhere.length > 0 ? elsewhere : matching;
  const base = commonFolder(pictures);
  return pictures.map((file) => ({ file, relative: relative(base, file), found: true }));
}

/** The deepest folder that holds all files. */
function commonFolder(files: readonly string[]): string {
  const folders = files.map((file) => file.split('/').slice(0, -1));
  const first = folders[0]!;
  let depth = 0;
  while (depth < first.length && folders.every((folder) => folder[depth] === first[depth])) depth++;
  return first.slice(0, depth).join('/') || (files[0]!.startsWith('/') ? '/' : '.');
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
