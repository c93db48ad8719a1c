import { measureNetwork, type NetworkConfig } from '@cleargrain/core';

const [boxHeight, gap, base] = [26, 34, 120];
const [width, middle, textAt] = [424, 64, 134];

/** The network drawn: an image in, a convolution a layer, an image out, each with its parameters and with how far its pixels see. */
export function NetworkDrawing({ layers, channels }: { readonly layers: readonly number[]; readonly channels: 1 | 3 }) {
  const config: NetworkConfig = { architecture: 'plain', channels, widths: layers };
  const { parameters, reach } = measureNetwork(config);
  const widths = [channels, ...layers, channels];
  const most = Math.max(...widths);
  const height = widths.length * (boxHeight + gap) - gap + 8;
  const barOf = (maps: number) => 16 + (base - 16) * Math.sqrt(maps / most);
  const side = 2 * reach + 1;
  return (
    <figure class="network">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`A network of ${layers.length + 1} convolutions with ${parameters.toLocaleString('en')} parameters, which sees ${side} × ${side} pixels`}
      >
        {widths.map((maps, index) => {
          const y = 4 + index * (boxHeight + gap);
          const bar = barOf(maps);
          const last = index === widths.length - 1;
          const before = widths[index - 1] ?? 0;
          // Each convolution of 3 × 3 sees one pixel further to every side.
          const seen = 2 * index + 1;
          return (
            <g key={index}>
              {index > 0 && (
                <>
                  <path class="arrow" d={`M${middle} ${y - gap + 2}v${gap - 8}m-4 -5l4 5l4 -5`} />
                  <text class="small" x={textAt} y={y - gap / 2 + 4}>
                    3×3 convolution{last ? '' : ', ReLU'}
                  </text>
                  <text class="small" x={width} y={y - gap / 2 + 4} text-anchor="end">
                    {(9 * before * maps + maps).toLocaleString('en')} parameters
                  </text>
                  <text class="small" x={width} y={y + boxHeight / 2 + 5} text-anchor="end">
                    sees {seen} × {seen}
                  </text>
                </>
              )}
              <rect class={index === 0 || last ? 'image' : 'layer'} x={middle - bar / 2} y={y} width={bar} height={boxHeight} rx={5} />
              <text x={textAt} y={y + boxHeight / 2 + 5}>
                {index === 0 ? 'noisy picture' : last ? 'denoised picture' : `${maps} feature ${maps === 1 ? 'map' : 'maps'}`}
              </text>
            </g>
          );
        })}
      </svg>
      <figcaption>
        {parameters.toLocaleString('en')} parameters; its receptive field is {side} × {side} pixels: so much of the noisy picture has a say
        in each pixel of the result.
      </figcaption>
    </figure>
  );
}
