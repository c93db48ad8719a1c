// The longest task of Studio's page while a JPEG of 24 megapixels is opened, shown and cleaned in part, in Chromium: processor time of the
// page's own thread, without what it waits for a GPU that is played by a program. Aim: 50 ms. After `npm run build`.
import path from 'node:path';
import { serveFolder } from '@cleargrain/node';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { report, root } from './measure.mjs';

const noise = { type: 'gaussian', mean: 128, sigma: 20 };
const photo = await sharp({ create: { width: 6000, height: 4000, channels: 3, background: 'gray', noise } })
  .jpeg({ quality: 85 })
  .toBuffer();
const server = await serveFolder(path.join(root, 'apps', 'studio', 'dist'));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
  page.setDefaultTimeout(600_000);
  await page.goto(server.url);
  await page.waitForSelector('main');
  await page.waitForTimeout(2000);
  await browser.startTracing(page, { categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'] });
  await page.locator('input[type=file][multiple]').first().setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: photo });
  await page.getByRole('button', { name: 'Clean the whole picture' }).click();
  await page.waitForFunction(() => (document.querySelector('.status progress')?.value ?? 0) > 0.1);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.waitForSelector('.status [data-state=waiting]');
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const tasks = traceEvents.filter(
    ({ ph, name, pid, tid }) => ph === 'X' && /RunTask$/.test(name) && threads.some((thread) => thread.pid === pid && thread.tid === tid),
  );
  const most = (key) => Math.round(tasks.reduce((largest, task) => Math.max(largest, task[key] ?? 0), 0) / 1000);
  await report('studio-main-thread', {
    megapixels: 24,
    tasks: tasks.length,
    longestTaskMilliseconds: most('tdur'),
    longestTaskWithWaitingMilliseconds: most('dur'),
  });
} finally {
  await browser.close();
  await server.close();
}
