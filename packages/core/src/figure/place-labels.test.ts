import { expect, test } from 'vitest';
import { placeLabels } from './place-labels.js';

const frame = { left: 0, top: 0, right: 200, bottom: 100 };

test('a lone label stands to the right of its point', () => {
  expect(placeLabels([{ x: 50, y: 50, width: 40, height: 10 }], [], frame, 5)).toEqual([{ left: 55, top: 45, right: 95, bottom: 55 }]);
});

test('labels keep off the frame, obstacles and one another', () => {
  const wishes = [
    { x: 190, y: 50, width: 40, height: 10 },
    { x: 186, y: 52, width: 40, height: 10 },
    { x: 182, y: 48, width: 40, height: 10 },
  ];
  const boxes = placeLabels(wishes, [{ left: 186, top: 46, right: 194, bottom: 54 }], frame, 6);
  for (const [index, box] of boxes.entries()) {
    expect(box.right).toBeLessThanOrEqual(200);
    for (const other of boxes.slice(index + 1))
      expect(box.right <= other.left || other.right <= box.left || box.bottom <= other.top || other.bottom <= box.top).toBe(true);
  }
});

test('labels in a row do not read as one', () => {
  const wishes = [
    { x: 50, y: 50, width: 40, height: 10 },
    { x: 140, y: 50, width: 40, height: 10 },
  ];
  // To the right of the second point and above it is no room, to its left just as much as the label needs.
  const taken = [
    { left: 146, top: 0, right: 200, bottom: 54 },
    { left: 100, top: 0, right: 200, bottom: 44 },
  ];
  expect(placeLabels(wishes, taken, frame, 5)).toEqual([
    { left: 55, top: 45, right: 95, bottom: 55 },
    { left: 120, top: 55, right: 160, bottom: 65 },
  ]);
});
