import { type KindOfPicture, type Progress, reasonFor } from '@cleargrain/core';
import { abortable, type Denoiser, tileLimits } from '@cleargrain/node';
import type { Turns } from '../batch/turns.js';
import { showProgress } from '../terminal/show-progress.js';
import { beforeLastRegion } from './before-last-region.js';
import type { DenoiseSettings } from './denoise-settings.js';
import type { NoisyPicture } from './noisy-picture.js';
import type { OpenMask } from './open-mask.js';

/** A picture that is one of a sequence. */
export interface Frame {
  /** What kind of pictures all are. */
  kind(): Promise<KindOfPicture>;
  /** The noise level of one of its pages, in grey levels (0–255). */
  sigma(page: number): Promise<number>;
}

/** What pages are denoised with. */
export interface PagesOptions {
  readonly denoiser: Denoiser;
  readonly settings: DenoiseSettings['denoiser'];
  readonly mask: OpenMask | undefined;
  /** Bytes that the process may hold. */
  readonly memory: number;
  /** Whether the noise has a say in which model a picture gets. */
  readonly noiseChooses: boolean;
  /** What the frames of its sequence have in common, where it is one. */
  readonly frame: Frame | undefined;
  /** Pictures wait here for the network. */
  readonly turns: Turns;
  readonly signal: AbortSignal;
  /** Shows how far it is. */
  readonly show: (text: string) => void;
}

/** What was done to a picture. */
export interface DenoisedPages {
  /** The noise of each page, in grey levels (0–255). */
  readonly sigmas: readonly number[];
  /** The model of the last page. */
  readonly model: string;
  /** Why it was that model; empty where the caller named it. */
  readonly reason: string;
  /** Whether all pages were passed on unchanged. */
  readonly skipped: boolean;
  /** Whether the noise of a page that was not is of a kind that models trained on white noise take for detail. */
  readonly correlated: boolean;
}

/** Denoises the pages of a picture, one after the other, into its results. */
export async function denoisePages({ picture, noise }: NoisyPicture, options: PagesOptions): Promise<DenoisedPages> {
  const { denoiser, settings, mask, memory, noiseChooses, frame, turns, signal, show } = options;
  const { pages, way } = picture;
  const sigmas: number[] = [];
  let [model, reason, skipped, correlated] = ['', '', true, false];
  for (const [index, page] of pages.entries()) {
    const { source } = page;
    const prefix = pages.length > 1 ? `page ${index + 1} of ${pages.length}  ` : '';
    const onProgress = (progress: Progress) => show(`${prefix}${showProgress(progress)}`);
    // A blind network begins while its picture's noise is still measured, unless that decides which network it is.
    const own = async () => (noiseChooses || way === 'strips' ? (await noise[index]!).kind : undefined);
    const kind = await (frame === undefined ? own() : frame.kind());
    const told = settings.skipBelow! > 0 || (await denoiser.modelFor(kind?.kind ?? source.channels)).sigmaInput !== undefined;
    const measured = told ? { sigma: frame === undefined ? (await noise[index]!).sigma : await frame.sigma(index) } : {};
    const limits = await tileLimits(denoiser, picture, page, memory, { ...settings, kind });
    const result = await page.result();
    const call = { ...measured, kind, mask: mask?.source, ...settings, ...limits, signal, onProgress };
    const report = await abortable(
      turns.take((letNext) => {
        // The engine has the next picture's first tile before it ends the last of this one. Strips have no memory left for both.
        const whole = way === 'whole' && index === pages.length - 1;
        return denoiser.denoiseTo(whole ? beforeLastRegion(source, letNext) : source, result, call);
      }),
      signal,
    );
    const found = await noise[index]!;
    sigmas.push(measured.sigma ?? found.sigma);
    model = report.model;
    if (report.reason !== undefined) reason = reasonFor(kind ?? found.kind, model);
    skipped &&= report.skipped;
    correlated ||= found.kind.correlated && !report.skipped;
  }
  return { sigmas, model, reason, skipped, correlated };
}
