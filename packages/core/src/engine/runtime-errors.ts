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

/** Why a model does not load, in one line. */
export function loadMessage(error: unknown): string {
  const line = firstLine(error);
  if (/protobuf parsing failed|data pointer is null|ModelProto does not have a graph/i.test(line)) {
    return 'not an ONNX model: its bytes cannot be read as one (another kind of file, or damaged)';
  }
  return `the model cannot be run: ${runtimeMessage(error)}`;
}
