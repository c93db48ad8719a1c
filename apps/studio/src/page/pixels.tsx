import { useEffect, useRef } from 'preact/hooks';
import type { ShownImage } from '../worker/learn-types.js';

/** An image as a canvas, its pixels as they are. */
export function Pixels({ image, label }: { readonly image: ShownImage; readonly label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current!;
    if (element.width !== image.width || element.height !== image.height) [element.width, element.height] = [image.width, image.height];
    element.getContext('2d')!.putImageData(new ImageData(image.pixels, image.width, image.height), 0, 0);
  }, [image]);
  return <canvas ref={canvas} class="pixels" role="img" aria-label={label} />;
}
