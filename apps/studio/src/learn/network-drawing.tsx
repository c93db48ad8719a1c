import { measureNetwork, type NetworkConfig } from '@cleargrain/core';

const [boxHeight, gap, base] = [26, 34, 120];

/** The network drawn: an image in, a convolution a layer, an image out, each with its parameters. */
export function NetworkDrawing({ layers, channels }: { readonly layers: readonly number[]; readonly channels: 1 | 3 }) {
  const config: NetworkConfig = { architecture: 'plain', channels, widths: layers };
  const { parameters, reach } = measureNetwork(config);
  const widths = [channels, ...layers, channels];
  const most = Math.max(...widths);
  const height = widths.length * (boxHeight + gap) - gap + 8;
  const barOf = (width: number) => 16 + (base - 16) * Math.sqrt(width / most);
  return (
    <figure class="network">
      <svg
        viewBox={`0 0 340 ${height}`}
        role="img"
        aria-label={`A network of ${layers.length + 1} convolutions with ${parameters.toLocaleString('en')} parameters`}
      >
        {widths.map((width, index) => {
          const y = 4 + index * (boxHeight + gap);
          const bar = barOf(width);
          const last = index === widths.length - 1;
          const before = widths[index - 1] ?? 0;
          return (
            <g key={index}>
              {index > 0 && (
                <>
                  <path class="arrow" d={`M70 ${y - gap + 2}v${gap - 8}m-4 -5l4 5l4 -5`} />
                  <text class="small" x={150} y={y - gap / 2 + 4}>
                    3×3 convolution{last ? '' : ', ReLU'} · {(9 * before * width + width).toLocaleString('en')}
                  </text>
                </>
              )}
              <rect class={index === 0 || last ? 'image' : 'layer'} x={70 - bar / 2} y={y} width={bar} height={boxHeight} rx={5} />
              <text x={150} y={y + boxHeight / 2 + 5}>
                {index === 0 ? 'noisy image' : last ? 'denoised image' : `${width} feature ${width === 1 ? 'map' : 'maps'}`}
              </text>
            </g>
          );
        })}
      </svg>
      <figcaption>
        {parameters.toLocaleString('en')} parameters; each pixel of the result sees {2 * reach + 1} × {2 * reach + 1} pixels.
      </figcaption>
    </figure>
  );
}
