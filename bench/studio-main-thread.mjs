// The longest task of Studio's page while a JPEG of 24 megapixels is opened, shown and cleaned in part, in Chromium: processor time of the
// page's own thread, without what it waits for a GPU that is played by a program. Aim: 50 ms. After `npm run build`.
import { report } from './measure.mjs';
import { choosePhoto, longestOf, traceTasks, withStudio } from './studio-page.mjs';

await withStudio(async (page, browser, photo) => {
  const opening = await traceTasks(page, browser, async () => {
    await choosePhoto(page, photo);
    await page.waitForSelector('.status [data-state=waiting] >> text=The middle is clean');
  });
  const cleaning = await traceTasks(page, browser, async () => {
    await page.getByRole('button', { name: 'Clean the whole picture' }).click();
    await page.waitForFunction(() => (document.querySelector('.status progress')?.value ?? 0) > 0.1);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.waitForSelector('.status [data-state=waiting]');
  });
  await report('studio-main-thread', { megapixels: 24, aim: 50, opening: longestOf(opening.tasks), cleaning: longestOf(cleaning.tasks) });
});
