// What a frame of Studio's viewer costs the page's own thread on a picture of 24 megapixels, in Chromium: processor time of all its tasks from one
// frame to the next, while the picture is moved, zoomed and split. Aim: 60 frames a second, 16.7 ms. What the GPU takes is not in it, and cannot be
// measured where a program plays it; `framesPerSecond` is what is drawn where that program takes the GPU's place. After `npm run build`.
import { median, report } from './measure.mjs';
import { choosePhoto, traceTasks, withStudio } from './studio-page.mjs';

const frames = 60;

/** In the page: gives the viewer an event a frame. */
function play({ kind, frames }) {
  const frame = document.querySelector('.frame');
  const { left, top, width, height } = frame.getBoundingClientRect();
  const send = (type, Kind, x, y, more) =>
    frame.dispatchEvent(
      new Kind(type, { bubbles: true, cancelable: true, clientX: left + x, clientY: top + y, pointerId: 1, pointerType: 'mouse', ...more }),
    );
  return new Promise((resolve) => {
    let count = 0;
    const began = performance.now();
    const step = () => {
      performance.mark('frame');
      const turn = (count / frames) * 2 * Math.PI;
      const [x, y] = [width * (0.5 + 0.3 * Math.cos(turn)), height * (0.5 + 0.3 * Math.sin(turn))];
      if (kind === 'move' && count === 0) send('pointerdown', PointerEvent, x, y);
      if (kind === 'zoom') send('wheel', WheelEvent, width / 2, height / 2, { deltaY: count < frames / 2 ? -60 : 60 });
      else send('pointermove', PointerEvent, x, y);
      if (++count <= frames) return requestAnimationFrame(step);
      if (kind === 'move') send('pointerup', PointerEvent, x, y);
      resolve(Math.round((frames * 1000) / (performance.now() - began)));
    };
    requestAnimationFrame(step);
  });
}

await withStudio(async (page, browser, photo) => {
  await page.evaluate(() => {
    // A pointer that is not there cannot be taken hold of.
    HTMLElement.prototype.setPointerCapture = () => undefined;
  });
  await choosePhoto(page, photo);
  await page.waitForSelector('.status [data-state=waiting] >> text=The middle is clean');
  const actions = {};
  const measure = async (name, kind) => {
    // Not while it is traced, which takes its own time.
    const framesPerSecond = await page.evaluate(play, { kind, frames });
    const { tasks, marks } = await traceTasks(page, browser, () => page.evaluate(play, { kind, frames }));
    const costs = marks
      .slice(0, -1)
      .map((from, index) =>
        tasks
          .filter(({ start, wall }) => start + wall >= from && start + wall < marks[index + 1])
          .reduce((sum, { processor }) => sum + processor, 0),
      );
    const tenth = (value) => Math.round(value * 10) / 10;
    actions[name] = { medianMilliseconds: tenth(median(costs)), mostMilliseconds: tenth(Math.max(...costs)), framesPerSecond };
  };
  await measure('the split follows the pointer, whole picture', 'hover');
  await measure('zoom in and out', 'zoom');
  await page.getByRole('application').focus();
  await page.keyboard.press('1');
  await measure('move, pixel by pixel', 'move');
  await page.locator('.viewer-bar label', { hasText: /^Three$/ }).click();
  await measure('move, three panes', 'move');
  await report('studio-frames', { megapixels: 24, frames, aim: 16.7, actions });
});
