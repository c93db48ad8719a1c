// What the benchmarks of Studio's page share: the built app in Chromium, a JPEG of 24 megapixels, and the tasks of the page's own thread.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serveFolder } from '@cleargrain/node';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { root } from './measure.mjs';

/** Does something with Studio's page, drawn by a program where there is no GPU, and a JPEG of 6000 by 4000 pixels, grey with noise. */
export async function withStudio(work) {
  const folder = await mkdtemp(path.join(tmpdir(), 'cleargrain-studio-'));
  // A file on the disk, as a visitor has it: bytes that are handed over would pass through the page's own thread.
  const photo = path.join(folder, 'photo.jpg');
  const noise = { type: 'gaussian', mean: 128, sigma: 20 };
  await sharp({ create: { width: 6000, height: 4000, channels: 3, background: 'gray', noise } })
    .jpeg({ quality: 85 })
    .toFile(photo);
  const server = await serveFolder(path.join(root, 'apps', 'studio', 'dist'));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    // No more than what lets WebGL be played by a program: the rest of the page is then drawn as browsers draw it where there is no GPU.
    args: ['--no-sandbox', '--enable-unsafe-swiftshader'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    page.setDefaultTimeout(600_000);
    await page.goto(server.url);
    await page.waitForSelector('main');
    await page.waitForFunction(() => document.querySelector('.device').textContent !== '…');
    return await work(page, browser, photo);
  } finally {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true });
  }
}

/** Hands a file to the page as its file picker does. */
export async function choosePhoto(page, photo) {
  await page.locator('input[type=file][multiple]').first().setInputFiles(photo);
}

/**
 * What the page's own thread does while `work` runs.
 * @returns {Promise<{ tasks: Task[], marks: number[] }>} its tasks, in the order of time, and the times of `performance.mark`; in milliseconds
 * @typedef {{ start: number, wall: number, processor: number, does: string }} Task `does`: its longest part
 */
export async function traceTasks(page, browser, work) {
  await browser.startTracing(page, { categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing'] });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const events = traceEvents
    .filter(({ pid, tid }) => threads.some((thread) => thread.pid === pid && thread.tid === tid))
    .sort((a, b) => a.ts - b.ts);
  const complete = events.filter(({ ph }) => ph === 'X');
  const isTask = ({ name }) => /RunTask$/.test(name);
  const tasks = complete.filter(isTask).map(({ ts, dur = 0, tdur = 0 }) => {
    const parts = dur < 10_000 ? [] : complete.filter((event) => !isTask(event) && event.ts >= ts && event.ts <= ts + dur);
    const [longest] = parts.sort((a, b) => (b.dur ?? 0) - (a.dur ?? 0));
    const { functionName, url } = longest?.args?.data ?? {};
    const does = longest === undefined ? '' : [longest.name, functionName, url && path.basename(url)].filter(Boolean).join(' ');
    return { start: ts / 1000, wall: dur / 1000, processor: tdur / 1000, does };
  });
  const marks = events.filter(({ cat, name }) => /user_timing/.test(cat) && name === 'frame').map(({ ts }) => ts / 1000);
  return { tasks, marks };
}

const tenth = (value) => Math.round(value * 10) / 10;

/** The longest of some tasks, of processor time and of time by the clock, and what they did. */
export function longestOf(tasks) {
  const most = (key) => tasks.reduce((longest, task) => (task[key] > longest[key] ? task : longest), tasks[0]);
  const [busy, waiting] = [most('processor'), most('wall')];
  return {
    tasks: tasks.length,
    longestTaskMilliseconds: tenth(busy.processor),
    longestTaskWithWaiting: { milliseconds: tenth(waiting.wall), processorMilliseconds: tenth(waiting.processor), does: waiting.does },
  };
}
