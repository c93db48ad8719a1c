import { ModelError } from '../errors.js';

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split('\n').find((line) => line.trim() !== '') ?? 'unknown error').trim();
}

/** What ONNX Runtime says, in one line and without its source files, codes and node numbers. */
export function runtimeMessage(error: unknown): string {
  const line = firstLine(error)
    .replace(/^(Non-zero status code returned while running .*?Status Message: )/, '')
    .replace(/^\S*onnxruntime_src\S+ .*? (was false\.|\[ONNXRuntimeError\])/, '')
    .replace(/^.*\[ONNXRuntimeError\] : \d+ : \w+ : /, '')
    .replace(/\S*onnxruntime_src\S+:\d+ \S+.*?\) /, '');
  return line.trim().replace(/\.$/, '');
}

/** What to throw when a model does not load, of one line: a ModelError, unless it is memory that is missing. */
export function loadError(error: unknown): Error {
  const line = firstLine(error);
  if (/bad_alloc|cannot allocate memory|failed to allocate|out of memory|pthread_create failed/i.test(line)) {
    return new Error(`not enough memory for the model: ${runtimeMessage(error)}`);
  }
  if (/protobuf parsing failed|data pointer is null|ModelProto does not have a graph/i.test(line)) {
    return new ModelError('not an ONNX model: its bytes cannot be read as one (another kind of file, or damaged)');
  }
  return new ModelError(`the model cannot be run: ${runtimeMessage(error)}`);
}
