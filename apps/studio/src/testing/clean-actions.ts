import { readFile } from 'node:fs/promises';
import { type Image, Picture } from '@cleargrain/core';
import { encodePicture } from '@cleargrain/node';
import type { Page } from 'playwright-core';
import { profile } from './profile.js';

export interface TestFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export interface FileOptions {
  readonly depth: 8 | 16 | 32;
  readonly format: 'png' | 'jpeg' | 'tiff' | 'webp';
  readonly alpha?: boolean;
}

/** A picture as the file of its depth and format, with a colour profile, a resolution and, if wanted, an alpha that is everywhere another. */
export async function fileOf(image: Image, options: FileOptions): Promise<Buffer> {
  const { width, height, channels } = image;
  const metadata = { icc: await profile(), density: 150 };
  const origin = { format: options.format, depth: options.depth, metadata } as const;
  const picture = Picture.create({ width, height, channels, hasAlpha: options.alpha ?? false, depth: options.depth, origin });
  picture.write(0, 0, image);
  const white = options.depth === 32 ? 1 : 2 ** options.depth - 1;
  if (options.alpha)
    for (let at = 3, i = 0; at < picture.samples.length; at += 4, i++) picture.samples[at] = ((i * 257) % 65536) * (white / 65535);
  return Buffer.from(await encodePicture(picture, { quality: options.format === 'jpeg' ? 92 : undefined }));
}

/** Gives files to the page as its file picker does. */
export async function choose(page: Page, ...files: TestFile[]): Promise<void> {
  await page.locator('input[type=file][multiple]').first().setInputFiles(files);
  await page.waitForSelector(`.status strong:text-is("${files[0]!.name}")`);
}

/** Waits until the picture that is shown is clean. */
export async function done(page: Page): Promise<void> {
  await page.waitForSelector('.status [data-state=done]', { timeout: 120_000 });
}

/** Presses a button that saves, and takes the file. */
export async function save(page: Page, button: string | RegExp = 'Save the picture'): Promise<{ name: string; bytes: Uint8Array }> {
  const download = page.waitForEvent('download', { timeout: 120_000 });
  await page.getByRole('button', { name: button }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: new Uint8Array(await readFile(await file.path())) };
}

/** Sets a slider. */
export async function slide(page: Page, label: string, value: number): Promise<void> {
  await page.getByRole('slider', { name: label, exact: true }).fill(String(value));
}

/** The pixels that the viewer draws, red, green, blue and alpha, from the top left, in screen pixels. */
export async function drawn(page: Page): Promise<{ width: number; height: number; pixels: Uint8Array }> {
  // What is drawn follows a change in the next frames, a large picture piece by piece; that it will is known in a task after the first of them.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(resolve)))));
  await page.waitForSelector('.frame[aria-busy=false]', { timeout: 120_000 });
  const { width, height, text } = await page.evaluate(() => {
    const gl = document.querySelector<HTMLCanvasElement>('.frame canvas')!.getContext('webgl2')!;
    const { width, height } = gl.canvas;
    const pixels = new Uint8Array(width * height * 4);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    let text = '';
    for (let at = 0; at < pixels.length; at += 30_000) text += btoa(String.fromCharCode(...pixels.subarray(at, at + 30_000)));
    return { width, height, text };
  });
  const bottomUp = Buffer.from(text, 'base64');
  const pixels = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) pixels.set(bottomUp.subarray(y * width * 4, (y + 1) * width * 4), (height - 1 - y) * width * 4);
  return { width, height, pixels };
}

/** Chooses what the viewer shows. */
export const view = (page: Page, title: string) => page.locator('.viewer-bar label', { hasText: new RegExp(`^${title}$`) }).click();
