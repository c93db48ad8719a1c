import { createImage, type Image } from '../../image/image.js';

/** A picture somewhat like a photograph: smooth shading, discs with sharp edges, and texture over a part of it. */
export function scene(width: number, height: number, channels: 1 | 3): Image {
  const image = createImage(width, height, channels);
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        let value = 0.15 + (0.5 * x) / width + 0.15 * Math.sin(y / 40 + channel);
        for (let disc = 0; disc < 8; disc++) {
          const distance = Math.hypot(x - ((disc * 97) % width), y - ((disc * 61) % height));
          if (distance < 12 + 4 * disc) value = 0.2 + 0.08 * disc + 0.05 * channel;
        }
        if (y > height * 0.7) value += 0.08 * Math.sin(x * 1.3) * Math.cos(y * 0.9);
        image.data[(channel * height + y) * width + x] = value;
      }
    }
  }
  return image;
}
