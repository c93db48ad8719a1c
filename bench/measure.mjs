// What the benchmarks share: medians of interleaved runs, child processes with their peak memory, and result files.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
export const command = path.join(root, 'apps', 'command', 'bin', 'cleargrain.js');

/** @param {number[]} values */
export const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/**
 * Runs each of the named jobs once a round, so that what else the machine does falls on all of them alike.
 * @param {Record<string, () => Promise<number> | number>} jobs each returns what it measured
 * @param {number} rounds
 * @returns {Promise<Record<string, number>>} the median of each
 */
export async function interleave(jobs, rounds) {
  const values = Object.fromEntries(Object.keys(jobs).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, job] of Object.entries(jobs)) values[name].push(await job());
  }
  return Object.fromEntries(Object.entries(values).map(([name, list]) => [name, median(list)]));
}

/** Resident memory of a process and all below it, in MB. Linux. */
function residentTree(pid, parentCommand) {
  try {
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    // Until it has its own program, a new process has all memory in common with the one that starts it.
    if (commandLine === parentCommand) return 0;
    const own = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).filter(Boolean);
    return own + children.reduce((sum, child) => sum + residentTree(child, commandLine), 0);
  } catch {
    return 0;
  }
}

/** Processor seconds of a process and of those below it that have ended. Linux, in hundredths. */
function processorSeconds(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0) / 100;
  } catch {
    return 0;
  }
}

/** Runs a program; resolves to seconds, processor seconds, peak memory in MB and stdout, rejects when it fails. */
export function runProgram(program, args) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    let [peak, computed] = [0, 0];
    child.stdout.on('data', (text) => {
      stdout += text;
    });
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    const look = () => {
      peak = Math.max(peak, residentTree(child.pid));
      computed = Math.max(computed, processorSeconds(child.pid));
    };
    const watch = existsSync('/proc/self/status') ? setInterval(look, 20) : undefined;
    child.on('close', (code) => {
      clearInterval(watch);
      if (code === 0) resolve({ seconds: (performance.now() - began) / 1000, computed, peak, stdout });
      else reject(new Error(`${program} ${args.join(' ')}: exit ${code}: ${stderr}`));
    });
  });
}

export const machine = `${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.availableParallelism()} cores, Node ${process.version}`;

/** Prints a result and keeps it in bench/results/NAME.json. */
export async function report(name, result) {
  const folder = path.join(root, 'bench', 'results');
  await mkdir(folder, { recursive: true });
  const text = JSON.stringify({ machine, ...result }, null, 1);
  await writeFile(path.join(folder, `${name}.json`), `${text}\n`);
  console.log(`${name}\n${text}`);
}
