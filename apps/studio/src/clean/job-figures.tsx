import { showPsnr } from '../page/show-psnr.js';
import type { PictureFigures } from '../worker/picture-info.js';
import type { Job } from './job.js';

function Row({ name, figures }: { readonly name: string; readonly figures: PictureFigures }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{showPsnr(figures.psnr)}</td>
      <td>{figures.ssim.toFixed(3)}</td>
    </tr>
  );
}

/** PSNR and SSIM, where the clean picture is known. */
export function JobFigures({ job: { figures, info } }: { readonly job: Job }) {
  if (info?.hasReference !== true) return null;
  return (
    <section>
      <h2>Against the clean picture</h2>
      {figures === undefined ? (
        <p class="hint">Figures come when the whole picture is cleaned.</p>
      ) : (
        <table class="figures">
          <thead>
            <tr>
              <td />
              <th scope="col">PSNR</th>
              <th scope="col">SSIM</th>
            </tr>
          </thead>
          <tbody>
            <Row name="Noisy" figures={figures.noisy} />
            <Row name="Cleaned" figures={figures.clean} />
          </tbody>
        </table>
      )}
      {figures?.part !== undefined && <p class="hint">Of the middle, {figures.part} pixels a side.</p>}
    </section>
  );
}
