import sharp from 'sharp';
import { sharpEncoder } from '../codec/sharp-encoder.js';
import type { CodecReply, CodecTask } from './codec-task.js';

// A program of its own: the codec library cannot be stopped in the middle, a process can; and what it held is free when it ends.

function send(reply: CodecReply): void {
  process.send?.(reply, () => process.disconnect());
}

async function work(task: CodecTask): Promise<void> {
  sharp.cache(false);
  if (task.kind === 'decode') {
    const { input, output, space, direct } = task;
    await sharp(input, { failOn: 'truncated', limitInputPixels: false, ignoreIcc: direct })
      .autoOrient()
      .toColourspace(space)
      .toFile(output);
  } else {
    const { input, output, picture, format, options } = task;
    await sharpEncoder(sharp(input, { limitInputPixels: false }), picture, format, options).toFile(output);
  }
}

let done = false;
process.once('disconnect', () => {
  // Whoever asked is gone, and an exit would wait for the codec library.
  if (!done) process.kill(process.pid, 'SIGKILL');
});
process.once('message', (task: CodecTask) => {
  work(task)
    .then((): CodecReply => ({}))
    .catch((error: unknown): CodecReply => ({ failure: error instanceof Error ? error.message : String(error) }))
    .then((reply) => {
      done = true;
      send(reply);
    });
});
