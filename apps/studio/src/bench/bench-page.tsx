import { useSignal } from '@preact/signals';
import { proxy } from 'comlink';
import { useEffect } from 'preact/hooks';
import { reasonOf } from '../page/reason-of.js';
import type { Studio } from '../studio.js';
import type { BenchRow } from '../worker/bench-desk.js';
import '../page/sheet.css';

/** What the numbers were measured on, as far as a browser tells. */
function machine(): Readonly<Record<string, string | number | boolean>> {
  return { browser: navigator.userAgent, cores: navigator.hardwareConcurrency, isolated: crossOriginIsolated };
}

/** The performance page, `?bench`: milliseconds per megapixel for each device and model; `&model=NAME` measures one. */
export function BenchPage({ studio }: { readonly studio: Studio }) {
  const rows = useSignal<readonly BenchRow[]>([]);
  const state = useSignal('Measuring: leave this tab in front, it takes a minute or two.');
  useEffect(() => {
    const measure = async () => {
      try {
        const take = (row: BenchRow) => {
          rows.value = [...rows.value, row];
        };
        await studio.bench.run(proxy(take), new URLSearchParams(location.search).get('model') ?? undefined);
        state.value = 'Done.';
      } catch (error) {
        state.value = reasonOf(error);
      }
    };
    void measure();
  }, [studio]);
  return (
    <main class="sheet">
      <header class="intro">
        <h1>Performance</h1>
        <p>
          How long the models take on each device of this browser, with everything between the picture and the result.{' '}
          <a href="./">Studio</a>
        </p>
        <p role="status" class="status-line">
          {studio.problem.value ?? state.value}
        </p>
      </header>
      <section class="section">
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">Device and model</th>
              <th scope="col">Picture</th>
              <th scope="col">ms per megapixel</th>
            </tr>
          </thead>
          <tbody>
            {rows.value.map(({ device, model, side, millisecondsPerMegapixel, problem }) => (
              <tr key={`${device} ${model}`}>
                <th scope="row">
                  {device} <small>{model}</small>
                </th>
                {problem === undefined ? (
                  <>
                    <td>
                      {side} × {side}
                    </td>
                    <td>
                      <strong>{millisecondsPerMegapixel!.toFixed(0)}</strong>
                    </td>
                  </>
                ) : (
                  <td colSpan={2}>{problem}</td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
        <details>
          <summary>As JSON</summary>
          <pre data-testid="bench-json">{JSON.stringify({ ...machine(), rows: rows.value }, null, 1)}</pre>
        </details>
      </section>
    </main>
  );
}
