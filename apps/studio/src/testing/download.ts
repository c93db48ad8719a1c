import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

/** The file that comes to the downloads when something is done on the page. */
export async function download(page: Page, act: () => Promise<unknown>): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const coming = page.waitForEvent('download');
  await act();
  const file = await coming;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}
