import type { Show } from './layout.js';

/** What one program shows: the split is two, side by side. */
export type DrawnShow = Exclude<Show, 'split'>;

/** The corners of the screen as a strip. */
export const vertexShader = `#version 300 es
void main() {
  gl_Position = vec4(vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0, 0.0, 1.0);
}`;

/** The result at a point, mixed as `giveBack` and `blend` of the core do it. */
const mixed = `
  vec4 made = look(clean, uv);  // its alpha says how much structure there is
  vec3 removed = before.rgb - made.rgb;
  vec3 change = controls.z * made.a * removed + controls.w * (1.0 - made.a) * dot(luma, removed) - removed;
  vec3 after = before.rgb + controls.y * change + (controls.x - controls.y) * dot(luma, change);`;

// What is transparent stands on a checkerboard.
const onBoard = (result: string) => `
  vec2 cell = floor(at / 8.0);
  vec3 board = vec3(mod(cell.x + cell.y, 2.0) < 1.0 ? 0.8 : 0.65);
  colour = vec4(mix(board, ${result}, before.a), 1.0);`;

const shown: Readonly<Record<DrawnShow, string>> = {
  before: onBoard('before.rgb'),
  after: mixed + onBoard('after'),
  residual: `${mixed}
  colour = vec4(0.5 + amplification * (before.rgb - after), 1.0);`,
  difference: `${mixed}
  colour = vec4(0.5 + amplification * (after - look(reference, uv).rgb), 1.0);`,
  reference: onBoard('look(reference, uv).rgb'),
};

/** What each pixel shows. A program each, because one that asks at every pixel takes twice the time where the processor draws. */
export const fragmentShader = (show: DrawnShow): string => `#version 300 es
precision highp float;
uniform sampler2D noisy;
uniform sampler2D clean;
uniform sampler2D reference;
uniform vec2 picture;      // its size
uniform vec2 extent;       // what the textures reach over, in the picture's pixels: at least its size
uniform float smaller;     // which of the textures' smaller copies is looked at
uniform bool spread;       // whether a screen pixel is the mean of four places in it
uniform vec2 centre;       // the picture's point in the middle of the pane
uniform vec4 pane;         // left, bottom, width, height in screen pixels
uniform float scale;       // screen pixels per picture pixel
uniform vec4 controls;     // strength of light and of colour, detail and grain given back
uniform float amplification;
uniform vec3 ground;
out vec4 colour;

const vec3 luma = vec3(0.2989, 0.5870, 0.1140);

// The level is stated, not derived from the neighbours: those at the border of the picture lie outside.
vec4 look(sampler2D layer, vec2 uv) {
  if (!spread) return textureLod(layer, uv, smaller);
  vec2 quarter = 0.25 / (scale * extent);
  vec2 other = vec2(quarter.x, -quarter.y);
  return 0.25 * (textureLod(layer, uv + quarter, smaller) + textureLod(layer, uv - quarter, smaller)
    + textureLod(layer, uv + other, smaller) + textureLod(layer, uv - other, smaller));
}

void main() {
  vec2 at = gl_FragCoord.xy - pane.xy;
  vec2 offset = (at - pane.zw * 0.5) / scale;
  vec2 place = centre + vec2(offset.x, -offset.y);
  if (place.x < 0.0 || place.y < 0.0 || place.x >= picture.x || place.y >= picture.y) {
    colour = vec4(ground, 1.0);
    return;
  }
  // From twice its size on, a pixel is a square.
  vec2 uv = (scale >= 2.0 ? floor(place) + 0.5 : place) / extent;
  vec4 before = look(noisy, uv);${shown[show]}
}`;
