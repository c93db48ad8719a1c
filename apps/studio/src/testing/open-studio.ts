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
  /** What follows the address, such as `?threads=1#learn`. */
  readonly at?: string;
  /** Whether the system asks for less motion. Default true. */
  readonly still?: boolean;
  /** Whether pictures can be drawn with WebGL (by software, which costs time). Default true. */
  readonly webgl?: boolean;
  /** More arguments of Chromium. */
  readonly args?: readonly string[];
  /** The folder of the app. Default: as it was built. */
  readonly folder?: string;
  /** Done before the page is opened. */
  readonly before?: (context: BrowserContext) => Promise<unknown>;
  /** Whether the page may keep itself for use without a network. Default true. */
  readonly offline?: boolean;
}

/** Where the built app lies. */
export const builtStudio = fileURLToPath(new URL('../../dist', import.meta.url));

/** A camera that is played by the browser, and allowed. */
const camera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** Opens the app. */
export async function openStudio(options: OpenOptions = {}): Promise<OpenStudio> {
  const { width = 1280, height = 860, dark = false, ratio = 1, still = true, at = '', args = [], offline = true } = options;
  const drawing = options.webgl === false ? [] : ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
  const server = await serveFolder(options.folder ?? builtStudio);
  const browser = await chromium.launch({
    executablePath: findBrowser()!,
    args: ['--no-sandbox', '--disable-gpu-rasterization', '--disable-gpu-compositing', ...drawing, ...camera, ...args],
  });
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: ratio,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: still ? 'reduce' : 'no-preference',
    serviceWorkers: offline ? 'allow' : 'block',
    acceptDownloads: true,
  });
  await options.before?.(context);
  // A busy machine takes its time.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const foreign: string[] = [];
  const errors: string[] = [];
  context.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(server.url)) foreign.push(request.url());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(server.url + at);
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
