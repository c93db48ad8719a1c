import type { MixControls } from '../worker/mix-controls.js';
import { shows } from './layout.js';
import type { Pane } from './panes.js';
import { fragmentShader, vertexShader } from './shader.js';
import type { Size, View } from './view.js';

export interface Look extends MixControls {
  /** In CSS pixels. */
  readonly view: View;
  /** CSS pixels from the pane's left. */
  readonly split: number;
  readonly amplification: number;
  /** Red, green and blue beside the picture, 0 to 1. */
  readonly ground: readonly [number, number, number];
  /** Screen pixels per CSS pixel. */
  readonly ratio: number;
}

export type Layer = 'noisy' | 'clean' | 'reference';
const layers: readonly Layer[] = ['noisy', 'clean', 'reference'];

function compile(gl: WebGL2RenderingContext, type: number, source: string): WebGLShader {
  const shader = gl.createShader(type)!;
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) throw new Error(`shader: ${gl.getShaderInfoLog(shader)}`);
  return shader;
}

/** Draws a picture and its result on the GPU: strength, detail, grain, split and residual change without a new computation. */
export class PictureRenderer {
  readonly #gl: WebGL2RenderingContext;
  readonly #program: WebGLProgram;
  readonly #textures = new Map<Layer, WebGLTexture>();
  readonly #places = new Map<string, WebGLUniformLocation | null>();
  /** Layers whose smaller copies are older than their pixels. */
  readonly #changed = new Set<Layer>();
  #size: Size = { width: 1, height: 1 };

  /**
   * @throws Error when the browser has no WebGL 2.
   */
  constructor(canvas: HTMLCanvasElement) {
    const gl = canvas.getContext('webgl2', { antialias: false, alpha: false, preserveDrawingBuffer: true });
    if (gl === null) throw new Error('this browser has no WebGL 2, with which pictures are shown');
    this.#gl = gl;
    this.#program = gl.createProgram();
    gl.attachShader(this.#program, compile(gl, gl.VERTEX_SHADER, vertexShader));
    gl.attachShader(this.#program, compile(gl, gl.FRAGMENT_SHADER, fragmentShader));
    gl.linkProgram(this.#program);
    gl.useProgram(this.#program);
    for (const [unit, layer] of layers.entries()) gl.uniform1i(this.#place(layer), unit);
  }

  /** The longest side that can be shown. */
  get largestSide(): number {
    return this.#gl.getParameter(this.#gl.MAX_TEXTURE_SIZE) as number;
  }

  /** Makes room for a layer, black at first, in place of the one that was there. */
  begin(layer: Layer, { width, height }: Size): void {
    const gl = this.#gl;
    this.end(layer);
    const texture = gl.createTexture();
    this.#textures.set(layer, texture);
    this.#bind(layer);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
    gl.texStorage2D(gl.TEXTURE_2D, 1 + Math.floor(Math.log2(Math.max(width, height))), gl.RGBA8, width, height);
    this.#changed.add(layer);
    if (layer === 'noisy') this.#size = { width, height };
  }

  /** Gives a layer's memory back. */
  end(layer: Layer): void {
    const texture = this.#textures.get(layer);
    if (texture !== undefined) this.#gl.deleteTexture(texture);
    this.#textures.delete(layer);
  }

  /** Takes a part of a layer that has begun. */
  write(layer: Layer, part: { x: number; y: number; width: number; height: number; pixels: Uint8ClampedArray }): void {
    if (!this.#textures.has(layer)) return;
    const gl = this.#gl;
    this.#bind(layer);
    const bytes = new Uint8Array(part.pixels.buffer, part.pixels.byteOffset, part.pixels.byteLength);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, part.x, part.y, part.width, part.height, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
    this.#changed.add(layer);
  }

  draw(panes: readonly Pane[], look: Look): void {
    const gl = this.#gl;
    const { height } = gl.canvas;
    const { ratio, view } = look;
    // The smaller copies are looked at only where the picture is made smaller.
    if (view.scale * ratio < 1) for (const layer of this.#changed) this.#makeSmaller(layer);
    gl.uniform2f(this.#place('picture'), this.#size.width, this.#size.height);
    gl.uniform2f(this.#place('centre'), view.x, view.y);
    gl.uniform1f(this.#place('scale'), view.scale * ratio);
    gl.uniform1f(this.#place('split'), look.split * ratio);
    gl.uniform4f(this.#place('controls'), look.light, look.chroma, look.detail, look.grain);
    gl.uniform1f(this.#place('amplification'), look.amplification);
    gl.uniform3f(this.#place('ground'), ...look.ground);
    gl.clearColor(...look.ground, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    for (const { left, top, width, height: paneHeight, show } of panes) {
      const [x, wide, high] = [left, width, paneHeight].map((length) => Math.round(length * ratio)) as [number, number, number];
      const bottom = height - Math.round(top * ratio) - high;
      gl.viewport(x, bottom, wide, high);
      gl.uniform4f(this.#place('pane'), x, bottom, wide, high);
      gl.uniform1i(this.#place('show'), shows[show]);
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    }
  }

  /** Gives the GPU's memory back; nothing can be drawn afterwards. */
  dispose(): void {
    this.#gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  #makeSmaller(layer: Layer): void {
    this.#changed.delete(layer);
    if (!this.#textures.has(layer)) return;
    this.#bind(layer);
    this.#gl.generateMipmap(this.#gl.TEXTURE_2D);
  }

  #bind(layer: Layer): void {
    this.#gl.activeTexture(this.#gl.TEXTURE0 + layers.indexOf(layer));
    this.#gl.bindTexture(this.#gl.TEXTURE_2D, this.#textures.get(layer) ?? null);
  }

  #place(name: string): WebGLUniformLocation | null {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    const place = this.#gl.getUniformLocation(this.#program, name);
    this.#places.set(name, place);
    return place;
  }
}
