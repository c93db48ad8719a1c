import type { MixControls } from '../worker/mix-controls.js';
import type { Pane } from './panes.js';
import { PictureProgram, type UniformPlaces } from './picture-program.js';
import type { DrawnShow } from './shader.js';
import { TextureUploads } from './texture-uploads.js';
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
  /** Whether the view is on its way to another: a large picture made small is then looked up once a pixel, in place of four times. */
  readonly moving: boolean;
}

export type Layer = 'noisy' | 'clean' | 'reference';
type TextureName = Layer | `${Layer} overview`;
const layers: readonly Layer[] = ['noisy', 'clean', 'reference'];
/** Up to this size on the screen, in screen pixels, a pixel of an overview is shown in place of those that it is the mean of. */
const largestOverviewScale = 1.3;

type Part = Size & { readonly x: number; readonly y: number; readonly pixels: Uint8ClampedArray };

const overviewSize = ({ width, height }: Size, factor: number): Size => ({
  width: Math.ceil(width / factor),
  height: Math.ceil(height / factor),
});

/** What is drawn of a pane, in CSS pixels from its left. */
interface Stripe {
  readonly from: number;
  readonly to: number;
  readonly show: DrawnShow;
}

/** @param before Where the split is in what is drawn already, if all else is as it was. */
function stripesOf({ show, width }: Pane, split: number, before: number | undefined): readonly Stripe[] {
  if (show !== 'split') return before === undefined ? [{ from: 0, to: width, show }] : [];
  if (before !== undefined)
    return split < before ? [{ from: split, to: before, show: 'after' }] : [{ from: before, to: split, show: 'before' }];
  return [
    { from: 0, to: split, show: 'before' },
    { from: split, to: width, show: 'after' },
  ];
}

/** Draws a picture and its result on the GPU: strength, detail, grain, split and residual change without a new computation. */
export class PictureRenderer {
  readonly #gl: WebGL2RenderingContext;
  readonly #programs: Readonly<Record<DrawnShow, PictureProgram>>;
  readonly #textures = new Map<TextureName, { readonly texture: WebGLTexture; readonly copies: boolean; changed: boolean }>();
  readonly #uploads: TextureUploads;
  /** The longest side that can be shown. */
  readonly largestSide: number;
  #size: Size = { width: 1, height: 1 };
  #factor = 1;
  /** What the canvas shows: where the split is, and all else. Nothing when it is to be drawn anew. */
  #drawn: { readonly split: number; readonly rest: string } | undefined;

  /**
   * @throws Error when the browser has no WebGL 2.
   */
  constructor(canvas: HTMLCanvasElement) {
    const gl = canvas.getContext('webgl2', { antialias: false, alpha: false, preserveDrawingBuffer: true });
    if (gl === null) throw new Error('this browser has no WebGL 2, with which pictures are shown');
    this.#gl = gl;
    this.#programs = {
      before: new PictureProgram(gl, 'before'),
      after: new PictureProgram(gl, 'after'),
      residual: new PictureProgram(gl, 'residual'),
      difference: new PictureProgram(gl, 'difference'),
      reference: new PictureProgram(gl, 'reference'),
    };
    this.largestSide = gl.getParameter(gl.MAX_TEXTURE_SIZE) as number;
    this.#uploads = new TextureUploads(gl);
  }

  /**
   * Whether it can draw by now; asked each frame until it can, before it is given pictures.
   * @throws Error when the browser does not compile what draws.
   */
  ready(): boolean {
    return Object.values(this.#programs).every((program) => program.ready());
  }

  /** Whether pixels are on their way to the GPU. */
  get busy(): boolean {
    return this.#uploads.busy;
  }

  /** Moves pixels on, never faster than the GPU takes them; returns whether there is something new to draw. */
  advance(): boolean {
    if (!this.#uploads.isIdle()) return false;
    this.#gl.activeTexture(this.#gl.TEXTURE0 + layers.length);
    const isNew = this.#uploads.advance();
    if (isNew) this.#drawn = undefined;
    return isNew;
  }

  /**
   * Whether the canvas has that size by now, in screen pixels; it takes it when the GPU is idle, because a browser waits for all that was asked of
   * it before.
   */
  fits({ width, height }: Size): boolean {
    const { canvas } = this.#gl;
    if (canvas.width === width && canvas.height === height) return true;
    if (!this.#uploads.isIdle()) return false;
    [canvas.width, canvas.height] = [width, height];
    this.#drawn = undefined;
    return true;
  }

  /** Makes room for the layers of a picture, and for their overviews when `factor` is more than 1, in place of what was there. */
  begin(size: Size, factor: number, given: readonly Layer[]): void {
    for (const { texture } of this.#textures.values()) {
      this.#uploads.drop(texture);
      this.#gl.deleteTexture(texture);
    }
    this.#textures.clear();
    this.#drawn = undefined;
    this.#size = size;
    this.#factor = factor;
    for (const layer of given) {
      this.#make(layer, size, factor === 1);
      if (factor > 1) this.#make(`${layer} overview`, overviewSize(size, factor), true);
    }
    this.#uploads.fence();
  }

  /** Gives back the room for a picture. */
  clear(): void {
    this.begin({ width: 1, height: 1 }, 1, []);
  }

  /** Takes a part of a layer; it appears in the course of the next frames. The pixels are read until then. */
  write(layer: Layer, part: Part): void {
    this.#write(layer, part);
  }

  /** Takes a part of a layer's overview, in the overview's pixels. */
  writeOverview(layer: Layer, part: Part): void {
    this.#write(`${layer} overview`, part);
  }

  /** Draws a frame, once it is ready; where the split alone has moved, only what it has moved over. */
  draw(panes: readonly Pane[], look: Look): void {
    const gl = this.#gl;
    const { height } = gl.canvas;
    const { ratio, split } = look;
    const rest = JSON.stringify([panes, { ...look, split: undefined }]);
    const before = this.#drawn?.rest === rest ? this.#drawn.split : undefined;
    this.#drawn = { split, rest };
    const factor = this.#factorFor(look);
    for (const [unit, layer] of layers.entries())
      this.#use(unit, factor > 1 ? `${layer} overview` : layer, look.view.scale * ratio * factor < 1);
    if (before === undefined) {
      gl.clearColor(...look.ground, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
    }
    gl.enable(gl.SCISSOR_TEST);
    for (const pane of panes) {
      const [x, wide, high] = [pane.left, pane.width, pane.height].map((length) => Math.round(length * ratio)) as [number, number, number];
      const bottom = height - Math.round(pane.top * ratio) - high;
      gl.viewport(x, bottom, wide, high);
      for (const { from, to, show } of stripesOf(pane, split, before)) {
        const [first, last] = [from, to].map((place) => Math.min(wide, Math.max(0, Math.round(place * ratio)))) as [number, number];
        gl.scissor(x + first, bottom, last - first, high);
        const places = this.#programs[show].use();
        this.#tell(places, look, factor);
        gl.uniform4f(places.pane, x, bottom, wide, high);
        gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
      }
    }
    gl.disable(gl.SCISSOR_TEST);
    this.#uploads.fence();
  }

  /** How many of the picture's pixels to a side one of the textures that are looked at is the mean of. */
  #factorFor({ view, ratio }: Look): number {
    return this.#factor > 1 && view.scale * ratio * this.#factor <= largestOverviewScale ? this.#factor : 1;
  }

  #tell(places: UniformPlaces, look: Look, factor: number): void {
    const gl = this.#gl;
    const { view } = look;
    const scale = view.scale * look.ratio;
    const extent = factor > 1 ? overviewSize(this.#size, factor) : this.#size;
    const large = this.#factor > 1 && factor === 1;
    for (const [unit, layer] of layers.entries()) gl.uniform1i(places[layer], unit);
    gl.uniform2f(places.picture, this.#size.width, this.#size.height);
    gl.uniform2f(places.extent, extent.width * factor, extent.height * factor);
    gl.uniform1f(places.smaller, large ? 0 : Math.max(0, -Math.log2(scale * factor)));
    gl.uniform1i(places.spread, large && scale < 0.8 && !look.moving ? 1 : 0);
    gl.uniform2f(places.centre, view.x, view.y);
    gl.uniform1f(places.scale, scale);
    gl.uniform4f(places.controls, look.light, look.chroma, look.detail, look.grain);
    gl.uniform1f(places.amplification, look.amplification);
    gl.uniform3f(places.ground, ...look.ground);
  }

  #make(name: TextureName, { width, height }: Size, copies: boolean): void {
    const gl = this.#gl;
    const texture = gl.createTexture();
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, copies ? gl.LINEAR_MIPMAP_LINEAR : gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
    const levels = copies ? 1 + Math.floor(Math.log2(Math.max(width, height))) : 1;
    gl.texStorage2D(gl.TEXTURE_2D, levels, gl.RGBA8, width, height);
    this.#textures.set(name, { texture, copies, changed: true });
  }

  #write(name: TextureName, { x, y, width, height, pixels }: Part): void {
    const found = this.#textures.get(name);
    if (found === undefined) return;
    const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
    this.#uploads.add({ texture: found.texture, x, y, width, height, pixels: bytes });
    found.changed = true;
  }

  /** Binds a texture; its smaller copies are made anew when they are looked at. */
  #use(unit: number, name: TextureName, smaller: boolean): void {
    const gl = this.#gl;
    const found = this.#textures.get(name);
    gl.activeTexture(gl.TEXTURE0 + unit);
    gl.bindTexture(gl.TEXTURE_2D, found?.texture ?? null);
    if (found === undefined || !smaller || !found.copies || !found.changed) return;
    gl.generateMipmap(gl.TEXTURE_2D);
    // What is still on its way changes it again.
    found.changed = this.#uploads.waitsFor(found.texture);
  }
}
