import { fragmentShader, vertexShader } from './shader.js';
import { TextureUploads } from './texture-uploads.js';
import type { Size, View } from './view.js';

/** What a pane shows. */
export const shows = { split: 0, before: 1, after: 2, residual: 3, difference: 4 } as const;
export type Show = keyof typeof shows;

/** One pane of the canvas, in its pixels from the left. */
export interface Pane {
  readonly left: number;
  readonly width: number;
  readonly show: Show;
}

export interface Look {
  readonly view: View;
  /** Canvas pixels from the pane's left. */
  readonly split: number;
  readonly strength: number;
  readonly chroma: number;
  readonly amplification: number;
  /** Red, green and blue beside the picture, 0 to 1. */
  readonly ground: readonly [number, number, number];
}

type Layer = 'noisy' | 'clean' | 'reference';
const layers: readonly Layer[] = ['noisy', 'clean', 'reference'];

function compile(gl: WebGL2RenderingContext, type: number, source: string): WebGLShader {
  const shader = gl.createShader(type)!;
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  return shader;
}

/** What the shader is told. */
const uniforms = [
  ...layers,
  'picture',
  'centre',
  'scale',
  'split',
  'strength',
  'chroma',
  'amplification',
  'ground',
  'pane',
  'show',
] as const;
type Uniform = (typeof uniforms)[number];

/** A layer's texture, and the state of its smaller copies, from which a picture is drawn that is seen smaller than it is. */
interface Shown {
  readonly texture: WebGLTexture;
  readonly size: Size;
  /** Whether there are any. */
  reduced: boolean;
  /** Whether the pixels have changed since. */
  stale: boolean;
}

/** Smaller copies are made anew at most this often, and take at most this part of the GPU's time. */
const leastBetween = 200;
const idleFactor = 4;

/** Draws a picture and its result on the GPU: strength, split and residual change without a new computation. */
export class PictureRenderer {
  readonly #gl: WebGL2RenderingContext;
  readonly #program: WebGLProgram;
  /** Without it, compiling is waited for. */
  readonly #parallel: { readonly COMPLETION_STATUS_KHR: number } | null;
  readonly #shown: Record<Layer, Shown>;
  readonly #uploads: TextureUploads;
  /** The longest side that can be shown. */
  readonly largestSide: number;
  /** Known when the program is compiled. */
  #places: Readonly<Record<Uniform, WebGLUniformLocation | null>> | undefined;
  #reducedAt = Number.NEGATIVE_INFINITY;
  #reducing: number | undefined;
  #pause = leastBetween;

  /**
   * @throws Error when the browser has no WebGL 2.
   */
  constructor(canvas: HTMLCanvasElement) {
    const gl = canvas.getContext('webgl2', { antialias: false, alpha: false, preserveDrawingBuffer: true });
    if (gl === null) throw new Error('this browser has no WebGL 2, with which pictures are shown');
    this.#gl = gl;
    const program = gl.createProgram();
    gl.attachShader(program, compile(gl, gl.VERTEX_SHADER, vertexShader));
    gl.attachShader(program, compile(gl, gl.FRAGMENT_SHADER, fragmentShader));
    gl.linkProgram(program);
    this.#program = program;
    this.#parallel = gl.getExtension('KHR_parallel_shader_compile');
    this.largestSide = gl.getParameter(gl.MAX_TEXTURE_SIZE) as number;
    this.#uploads = new TextureUploads(gl);
    const empty = { width: 1, height: 1 };
    this.#shown = { noisy: this.#create('noisy', empty), clean: this.#create('clean', empty), reference: this.#create('reference', empty) };
  }

  /**
   * Whether it can draw by now; asked before each frame until it can.
   * @throws Error when the browser does not compile the program.
   */
  ready(): boolean {
    if (this.#places !== undefined) return true;
    const gl = this.#gl;
    const program = this.#program;
    if (this.#parallel !== null && gl.getProgramParameter(program, this.#parallel.COMPLETION_STATUS_KHR) === false) return false;
    if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true && !gl.isContextLost())
      throw new Error(`shader: ${gl.getProgramInfoLog(program)}`);
    gl.useProgram(program);
    // Asked for now: later an answer would wait for pixels that are on their way.
    const places = uniforms.map((name) => [name, gl.getUniformLocation(program, name)]);
    this.#places = Object.fromEntries(places) as Record<Uniform, WebGLUniformLocation | null>;
    for (const [unit, layer] of layers.entries()) gl.uniform1i(this.#places[layer], unit);
    return true;
  }

  /** Takes a whole layer; it appears in the course of the next frames. The pixels are read until then. */
  set(layer: Layer, size: Size, pixels: Uint8ClampedArray): void {
    const old = this.#shown[layer];
    this.#uploads.drop(old.texture);
    let shown = old;
    if (old.size.width !== size.width || old.size.height !== size.height) {
      this.#gl.deleteTexture(old.texture);
      shown = this.#create(layer, size);
      this.#shown[layer] = shown;
    }
    shown.stale = true;
    this.#uploads.add({ texture: shown.texture, x: 0, y: 0, ...size, pixels: bytesOf(pixels) });
  }

  /** Takes a part of the result. */
  setTile(tile: { x: number; y: number; width: number; height: number; pixels: Uint8ClampedArray }): void {
    const { texture } = this.#shown.clean;
    this.#shown.clean.stale = true;
    const { x, y, width, height, pixels } = tile;
    this.#uploads.add({ texture, x, y, width, height, pixels: bytesOf(pixels) });
  }

  /** Whether pixels are on their way to the GPU, for a picture that is drawn at that scale. */
  isBusy(scale: number): boolean {
    return this.#uploads.busy || layers.some((layer) => this.#wantsReducing(layer, scale));
  }

  /** Moves pixels on, never faster than the GPU takes them; returns whether there is something new to draw. */
  advance(scale: number): boolean {
    if (!this.#uploads.isIdle()) return false;
    const gl = this.#gl;
    gl.activeTexture(gl.TEXTURE0 + layers.length);
    const now = performance.now();
    if (this.#reducing !== undefined) this.#pause = Math.max(leastBetween, idleFactor * (now - this.#reducing));
    this.#reducing = undefined;
    const moved = this.#uploads.advance();
    const due = moved ? undefined : layers.find((layer) => this.#wantsReducing(layer, scale) && this.#mayReduce(layer, now));
    if (due !== undefined) this.#reduce(due, now);
    return moved || due !== undefined;
  }

  /** Draws a frame, once it is ready. */
  draw(panes: readonly Pane[], look: Look): void {
    const gl = this.#gl;
    const places = this.#places!;
    for (const [unit, layer] of layers.entries()) {
      gl.activeTexture(gl.TEXTURE0 + unit);
      gl.bindTexture(gl.TEXTURE_2D, this.#shown[layer].texture);
    }
    const { height } = gl.canvas;
    const { size } = this.#shown.noisy;
    gl.uniform2f(places.picture, size.width, size.height);
    gl.uniform2f(places.centre, look.view.x, look.view.y);
    gl.uniform1f(places.scale, look.view.scale);
    gl.uniform1f(places.split, look.split);
    gl.uniform1f(places.strength, look.strength);
    gl.uniform1f(places.chroma, look.chroma);
    gl.uniform1f(places.amplification, look.amplification);
    gl.uniform3f(places.ground, ...look.ground);
    for (const { left, width, show } of panes) {
      gl.viewport(left, 0, width, height);
      gl.uniform4f(places.pane, left, 0, width, height);
      gl.uniform1i(places.show, shows[show]);
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    }
    if (this.isBusy(look.view.scale)) this.#uploads.fence();
  }

  /** Gives the GPU's memory back; nothing can be drawn afterwards. */
  dispose(): void {
    this.#gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  #create(layer: Layer, size: Size): Shown {
    const gl = this.#gl;
    const texture = gl.createTexture();
    gl.activeTexture(gl.TEXTURE0 + layers.indexOf(layer));
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
    gl.texStorage2D(gl.TEXTURE_2D, 1 + Math.floor(Math.log2(Math.max(size.width, size.height))), gl.RGBA8, size.width, size.height);
    return { texture, size, reduced: false, stale: false };
  }

  /** At full size smaller copies are not looked at; the first ones are always made. */
  #wantsReducing(layer: Layer, scale: number): boolean {
    const { stale, reduced } = this.#shown[layer];
    return stale && (!reduced || scale < 1);
  }

  #mayReduce(layer: Layer, now: number): boolean {
    const { texture, reduced } = this.#shown[layer];
    return !this.#uploads.waitsFor(texture) && (!reduced || now - this.#reducedAt > this.#pause);
  }

  #reduce(layer: Layer, now: number): void {
    const gl = this.#gl;
    const shown = this.#shown[layer];
    gl.bindTexture(gl.TEXTURE_2D, shown.texture);
    gl.generateMipmap(gl.TEXTURE_2D);
    if (!shown.reduced) gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
    shown.reduced = true;
    shown.stale = false;
    this.#uploads.fence();
    [this.#reducing, this.#reducedAt] = [now, now];
  }
}

function bytesOf(pixels: Uint8ClampedArray): Uint8Array {
  return new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
}
