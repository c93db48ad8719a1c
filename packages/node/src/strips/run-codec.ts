import { fork } from 'node:child_process';
import type { CodecReply, CodecTask } from './codec-task.js';

/**
 * Decodes or encodes from file to file in a process of its own; stopping it ends the process at once.
 * @throws Error with the codec library's message; the signal's reason when stopped. What was written by then stays, half.
 */
export async function runCodec(task: CodecTask, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const child = fork(new URL('./codec-program.js', import.meta.url), {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-1000);
  });
  const stop = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const reply = await new Promise<CodecReply>((resolve, reject) => {
      let received: CodecReply | undefined;
      child.once('error', reject);
      child.once('message', (message: CodecReply) => {
        received = message;
      });
      child.once('close', (code, killedBy) => {
        if (received !== undefined) resolve(received);
        else
          reject(new Error(`the codec's process ended (${killedBy ?? `exit code ${code}`})${stderr && `: ${stderr.split('\n', 1)[0]}`}`));
      });
      child.send(task, (error) => {
        if (error !== null) child.kill('SIGKILL');
      });
    });
    if (reply.failure !== undefined) throw new Error(reply.failure);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
