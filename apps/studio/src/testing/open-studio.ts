import { fileURLToPath } from 'node:url';
import { serveFolder } from '@cleargrain/node';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../../../packages/web/src/testing/find-browser.js';

/** The built app in Chromium, served as the command serves it. */
export interface OpenStudio {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly url: string;
  /** Requests that went anywhere but to the server itself. */
  readonly foreign: readonly string[];
  /** Errors that the page did not catch, and what it wrote to the console as an error. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  /** Screen pixels per CSS pixel. Default 1. */
  readonly ratio?: number;
}

/** A camera that is played by the browser, and allowed. */
const camera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

export async function openStudio({ width = 1280, height = 860, dark = false, ratio = 1 }: OpenOptions = {}): Promise<OpenStudio> {
  const server = await serveFolder(fileURLToPath(new URL('../../dist', import.meta.url)));
  // Pictures are drawn with WebGL: by software where there is no GPU.
  const args = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', ...camera];
  const browser = await chromium.launch({ executablePath: findBrowser()!, args });
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: ratio,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const foreign: string[] = [];
  const errors: string[] = [];
  context.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(server.url)) foreign.push(request.url());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(server.url);
  await page.waitForSelector('main');
  return {
    page,
    context,
    url: server.url,
    foreign,
    errors,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
