/** What the page itself did with pixels: the most that it gave to WebGL at once, and all of it; and canvases that it read back. */
export interface PixelWork {
  largest: number;
  all: number;
  readBack: number;
}

declare global {
  interface Window {
    pixelWork: PixelWork;
  }
}

/** Run before the page: counts the pixels that go through the page's own thread. */
export function countPixels(): void {
  const work: PixelWork = { largest: 0, all: 0, readBack: 0 };
  window.pixelWork = work;
  const note = (pixels: unknown) => {
    const count = ArrayBuffer.isView(pixels) ? pixels.byteLength / 4 : 0;
    work.largest = Math.max(work.largest, count);
    work.all += count;
  };
  const { texSubImage2D, texImage2D } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.texSubImage2D = function (...args: unknown[]) {
    note(args[8]);
    Reflect.apply(texSubImage2D, this, args);
  };
  WebGL2RenderingContext.prototype.texImage2D = function (...args: unknown[]) {
    note(args[8]);
    Reflect.apply(texImage2D, this, args);
  };
  const { getImageData } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.getImageData = function (...args) {
    work.readBack += args[2] * args[3];
    return getImageData.apply(this, args);
  };
}
