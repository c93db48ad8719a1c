/** A rectangle of pixels on its way to a texture. */
export interface Upload {
  readonly texture: WebGLTexture;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha of 8 bits. */
  readonly pixels: Uint8Array;
}

/** A page must not be held up: this many pixels are handed to the GPU at once, a millisecond's work. */
const pixelsAtOnce = 1 << 19;

/** Cuts an upload into slices of whole rows. */
function slicesOf({ texture, x, y, width, height, pixels }: Upload): Upload[] {
  const rows = Math.max(1, Math.floor(pixelsAtOnce / width));
  const slices: Upload[] = [];
  for (let top = 0; top < height; top += rows) {
    const count = Math.min(rows, height - top);
    slices.push({ texture, x, y: y + top, width, height: count, pixels: pixels.subarray(4 * width * top, 4 * width * (top + count)) });
  }
  return slices;
}

/** Pixels that wait for the GPU: they go there slice by slice, the next when the GPU is done with the one before. */
export class TextureUploads {
  readonly #gl: WebGL2RenderingContext;
  #waiting: Upload[] = [];
  #fence: WebGLSync | null = null;

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
  }

  get busy(): boolean {
    return this.#waiting.length > 0;
  }

  /** Whether pixels for a texture wait. */
  waitsFor(texture: WebGLTexture): boolean {
    return this.#waiting.some((upload) => upload.texture === texture);
  }

  add(upload: Upload): void {
    this.#waiting.push(...slicesOf(upload));
  }

  /** Forgets what waits for a texture. */
  drop(texture: WebGLTexture): void {
    this.#waiting = this.#waiting.filter((upload) => upload.texture !== texture);
  }

  /** Hands the next pixels over, to be called when the GPU is idle; returns whether there were any. Binds textures to the active unit. */
  advance(): boolean {
    const gl = this.#gl;
    let pixels = 0;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const { texture, x, y, width, height } = next;
      if (pixels > 0 && pixels + width * height > pixelsAtOnce) break;
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.texSubImage2D(gl.TEXTURE_2D, 0, x, y, width, height, gl.RGBA, gl.UNSIGNED_BYTE, next.pixels);
      this.#waiting.shift();
      pixels += width * height;
    }
    if (pixels > 0) this.fence();
    return pixels > 0;
  }

  /** Marks the end of what was asked of the GPU so far. */
  fence(): void {
    this.#gl.deleteSync(this.#fence);
    this.#fence = this.#gl.fenceSync(this.#gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    this.#gl.flush();
  }

  /** Whether the GPU has done all up to the last fence. */
  isIdle(): boolean {
    const gl = this.#gl;
    if (this.#fence === null) return true;
    if (gl.getSyncParameter(this.#fence, gl.SYNC_STATUS) !== gl.SIGNALED && !gl.isContextLost()) return false;
    gl.deleteSync(this.#fence);
    this.#fence = null;
    return true;
  }
}
