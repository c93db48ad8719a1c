import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { modelsFolder, serveFolder, shippedModels } from '@cleargrain/node';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { findBrowser } from './find-browser.js';
import { softwareWebgpu } from './software-webgpu.js';

/** A page in Chromium that holds the package, served as a user would serve it. */
export interface TestPage {
  readonly page: Page;
  close(): Promise<void>;
}

/** Builds the test page and opens it. */
export async function openPage(): Promise<TestPage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cleargrain-web-'));
  await build({
    root: fileURLToPath(new URL('.', import.meta.url)),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 1e5 },
    worker: { format: 'es' },
  });
  await mkdir(path.join(folder, 'models'));
  const models = await Promise.all(
    (await shippedModels()).map(async (name) => {
      const file = `${name}.onnx`;
      await copyFile(path.join(modelsFolder(), file), path.join(folder, 'models', file));
      const sha256 = createHash('sha256')
        .update(await readFile(path.join(modelsFolder(), file)))
        .digest('hex');
      return { name, file, sha256 };
    }),
  );
  await writeFile(path.join(folder, 'models', 'models.json'), JSON.stringify(models));
  const server = await serveFolder(folder);
  const browser = await chromium.launch({ executablePath: findBrowser()!, args: ['--no-sandbox', ...softwareWebgpu] });
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.waitForFunction(() => 'cleargrain' in window);
  return {
    page,
    async close() {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}
