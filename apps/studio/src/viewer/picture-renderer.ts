import { fragmentShader, vertexShader } from './shader.js';
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
  if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) throw new Error(`shader: ${gl.getShaderInfoLog(shader)}`);
  return shader;
}

/** Draws a picture and its result on the GPU: strength, split and residual change without a new computation. */
export class PictureRenderer {
  readonly #gl: WebGL2RenderingContext;
  readonly #program: WebGLProgram;
  readonly #textures: Readonly<Record<Layer, WebGLTexture>>;
  readonly #places = new Map<string, WebGLUniformLocation | null>();
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
    const texture = (unit: number) => {
      const made = gl.createTexture();
      gl.activeTexture(gl.TEXTURE0 + unit);
      gl.bindTexture(gl.TEXTURE_2D, made);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
      return made;
    };
    this.#textures = { noisy: texture(0), clean: texture(1), reference: texture(2) };
    for (const [unit, layer] of layers.entries()) gl.uniform1i(this.#place(layer), unit);
  }

  /** The longest side that can be shown. */
  get largestSide(): number {
    return this.#gl.getParameter(this.#gl.MAX_TEXTURE_SIZE) as number;
  }

  /** Takes a whole layer. */
  set(layer: Layer, size: Size, pixels: Uint8ClampedArray): void {
    const gl = this.#gl;
    this.#bind(layer);
    if (layer === 'noisy') this.#size = size;
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, size.width, size.height, 0, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(pixels.buffer));
    gl.generateMipmap(gl.TEXTURE_2D);
  }

  /** Takes a part of the result. */
  setTile(tile: { x: number; y: number; width: number; height: number; pixels: Uint8ClampedArray }): void {
    const gl = this.#gl;
    this.#bind('clean');
    const bytes = new Uint8Array(tile.pixels.buffer);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, tile.x, tile.y, tile.width, tile.height, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
    gl.generateMipmap(gl.TEXTURE_2D);
  }

  draw(panes: readonly Pane[], look: Look): void {
    const gl = this.#gl;
    const { height } = gl.canvas;
    gl.uniform2f(this.#place('picture'), this.#size.width, this.#size.height);
    gl.uniform2f(this.#place('centre'), look.view.x, look.view.y);
    gl.uniform1f(this.#place('scale'), look.view.scale);
    gl.uniform1f(this.#place('split'), look.split);
    gl.uniform1f(this.#place('strength'), look.strength);
    gl.uniform1f(this.#place('chroma'), look.chroma);
    gl.uniform1f(this.#place('amplification'), look.amplification);
    gl.uniform3f(this.#place('ground'), ...look.ground);
    for (const { left, width, show } of panes) {
      gl.viewport(left, 0, width, height);
      gl.uniform4f(this.#place('pane'), left, 0, width, height);
      gl.uniform1i(this.#place('show'), shows[show]);
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    }
  }

  /** Gives the GPU's memory back; nothing can be drawn afterwards. */
  dispose(): void {
    this.#gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  #bind(layer: Layer): void {
    this.#gl.activeTexture(this.#gl.TEXTURE0 + layers.indexOf(layer));
    this.#gl.bindTexture(this.#gl.TEXTURE_2D, this.#textures[layer]);
  }

  #place(name: string): WebGLUniformLocation | null {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    const place = this.#gl.getUniformLocation(this.#program, name);
    this.#places.set(name, place);
    return place;
  }
}
