// Makes the docs' pictures of Studio in Chromium, from the built app and the samples that come with it: `node docs/make-screenshots.mjs`,
// after `npm run build`. CHROMIUM_PATH names the browser where it is not /usr/bin/chromium.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveFolder } from '@cleargrain/node';
import { chromium } from 'playwright-core';
import sharp from 'sharp';

const root = fileURLToPath(new URL('..', import.meta.url));
const only = process.argv[2];
const server = await serveFolder(path.join(root, 'apps', 'studio', 'dist'));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
});

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };
const timeout = 1_200_000;

async function shoot(name, viewport, colorScheme, act) {
  if (only !== undefined && only !== name) return;
  const context = await browser.newContext({
    viewport,
    colorScheme,
    deviceScaleFactor: viewport === phone ? 2 : 1,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(server.url);
  await page.waitForSelector('main');
  await act(page);
  await page.waitForTimeout(500);
  const png = await page.screenshot();
  await sharp(png)
    .png({ compressionLevel: 9, effort: 10, palette: true, quality: 95 })
    .toFile(path.join(root, 'docs', 'images', `${name}.png`));
  await context.close();
}

const clean = (sample, place) => async (page) => {
  await page.getByRole('button', { name: sample }).click();
  await page.waitForSelector('.figures tbody', { timeout: 120_000 });
  if (place !== undefined) await page.hover('.frame', { position: place });
};

const panes = async (page) => {
  await clean('still-life')(page);
  await page.locator('.viewer-bar label', { hasText: 'Three' }).click();
  await page.locator('summary', { hasText: 'Histogram' }).click();
  await page.locator('.histogram path.after').waitFor();
  await page.locator('.panel').evaluate((panel) => panel.scrollTo(0, panel.scrollHeight));
};

const models = async (page) => {
  await clean('puppet')(page);
  await page.getByRole('button', { name: 'Compare models' }).click();
  await page.waitForSelector('[data-model="plain-8-16-8-4"]', { timeout: 120_000 });
};

/** Shows a step of Learn: training until that part of it is done, or to the end when it is 1; 0 trains nothing. */
const learn =
  (part, step, noise = 'gaussian') =>
  async (page) => {
    await page.getByRole('link', { name: 'Learn' }).click();
    // The samples come one after another, this one last.
    await page.waitForSelector('.pair figcaption:has-text("puppet.png")');
    const noisy = page.locator('.pair figcaption').last();
    const before = await noisy.innerText();
    await page.getByLabel('Kind of noise').selectOption(noise);
    if (noise !== 'gaussian') await noisy.filter({ hasNotText: before }).waitFor();
    if (part > 0) await page.getByRole('button', { name: 'Train', exact: true }).click();
    if (part === 1) await page.waitForSelector('[data-testid=gain]', { timeout });
    else if (part > 0) {
      const done = (least) => document.querySelector('.step progress')?.position > least;
      await page.waitForFunction(done, part, { timeout });
    }
    return page
      .locator('.step')
      .nth(step - 1)
      .evaluate((element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - 12));
  };

try {
  await shoot('studio-clean', desktop, 'light', clean('puppet', { x: 470, y: 330 }));
  await shoot('studio-clean-dark', desktop, 'dark', clean('harbour', { x: 480, y: 300 }));
  await shoot('studio-clean-phone', phone, 'light', clean('still-life'));
  await shoot('studio-clean-panes', desktop, 'light', panes);
  await shoot('studio-clean-models-dark', desktop, 'dark', models);
  await shoot('studio-learn', desktop, 'light', learn(0.7, 5));
  await shoot('studio-learn-setup', desktop, 'light', learn(0, 3, 'camera'));
  await shoot('studio-learn-result-dark', desktop, 'dark', learn(1, 6));
  await shoot('studio-learn-phone', phone, 'dark', learn(0.7, 5));
  await shoot('studio-learn-phone-setup', phone, 'light', learn(0, 3, 'salt-pepper'));
} finally {
  await browser.close();
  await server.close();
}
