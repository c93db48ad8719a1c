import { type DrawnShow, fragmentShader, vertexShader } from './shader.js';

/** What the shader is told. */
const uniforms = [
  'noisy',
  'clean',
  'reference',
  'picture',
  'extent',
  'smaller',
  'spread',
  'centre',
  'scale',
  'controls',
  'amplification',
  'ground',
  'pane',
] as const;
/** Where they are; null is one that this program has no use for, and is passed over. */
export type UniformPlaces = Readonly<Record<(typeof uniforms)[number], WebGLUniformLocation | null>>;

function compile(gl: WebGL2RenderingContext, type: number, source: string): WebGLShader {
  const shader = gl.createShader(type)!;
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  return shader;
}

/** A program of the GPU that draws one thing; it begins to be compiled when it is made. */
export class PictureProgram {
  readonly #gl: WebGL2RenderingContext;
  readonly #program: WebGLProgram;
  /** Without it, compiling is waited for. */
  readonly #parallel: { readonly COMPLETION_STATUS_KHR: number } | null;
  /** Known when the program is compiled. */
  #places: UniformPlaces | undefined;

  constructor(gl: WebGL2RenderingContext, show: DrawnShow) {
    this.#gl = gl;
    this.#parallel = gl.getExtension('KHR_parallel_shader_compile');
    this.#program = gl.createProgram();
    gl.attachShader(this.#program, compile(gl, gl.VERTEX_SHADER, vertexShader));
    gl.attachShader(this.#program, compile(gl, gl.FRAGMENT_SHADER, fragmentShader(show)));
    gl.linkProgram(this.#program);
  }

  /**
   * Whether it can be used by now.
   * @throws Error when the browser does not compile it.
   */
  ready(): boolean {
    if (this.#places !== undefined) return true;
    const gl = this.#gl;
    const program = this.#program;
    if (this.#parallel !== null && gl.getProgramParameter(program, this.#parallel.COMPLETION_STATUS_KHR) === false) return false;
    if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true && !gl.isContextLost())
      throw new Error(`shader: ${gl.getProgramInfoLog(program)}`);
    // Asked for now: later an answer would wait for pixels that are on their way.
    this.#places = Object.fromEntries(uniforms.map((name) => [name, gl.getUniformLocation(program, name)])) as UniformPlaces;
    return true;
  }

  /** Makes it the one that draws, once it is ready; returns where it is told things. */
  use(): UniformPlaces {
    this.#gl.useProgram(this.#program);
    return this.#places!;
  }
}
