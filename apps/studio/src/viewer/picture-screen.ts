import { PictureRenderer } from './picture-renderer.js';

/**
 * The canvas on which pictures are shown, and what draws there. A browser takes a quarter of a second to start that where there is no GPU, and the page
 * waits: so it is started before there is a picture, and one serves all.
 */
export class PictureScreen {
  readonly canvas = document.createElement('canvas');
  #renderer: PictureRenderer | undefined;

  constructor() {
    // The GPU can be taken away; what it held is sent anew when it is back.
    this.canvas.addEventListener('webglcontextlost', (event) => event.preventDefault());
    this.canvas.addEventListener('webglcontextrestored', () => {
      this.#renderer = undefined;
    });
  }

  /** Starts what draws; a browser that cannot is asked again, and says why, when there is a picture. */
  start(): void {
    try {
      this.renderer();
    } catch {
      // Told where a picture would be seen.
    }
  }

  /**
   * What draws; started when it is first asked for.
   * @throws Error when the browser has no WebGL 2.
   */
  renderer(): PictureRenderer {
    this.#renderer ??= new PictureRenderer(this.canvas);
    return this.#renderer;
  }
}
