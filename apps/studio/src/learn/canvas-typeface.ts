import { plainTypeface, type TextStyle, type Typeface } from '@cleargrain/core';

/** Text in the browser's own sans-serif font, measured by the browser. */
export function canvasTypeface(): Typeface {
  const context = new OffscreenCanvas(1, 1).getContext('2d')!;
  const measure = (text: string, { size, weight }: TextStyle) => {
    context.font = `${weight === 'bold' ? 600 : 400} ${size}px Inter, system-ui, sans-serif`;
    return context.measureText(text).width;
  };
  return { draw: plainTypeface.draw, measure };
}
