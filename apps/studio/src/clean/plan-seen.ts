import type { Region } from '@cleargrain/core';
import type { JobState } from './job.js';
import { middleOf } from './region.js';

/** Larger pictures are cleaned where they are seen; the whole comes when it is asked for. */
const wholeAtOnce = 4e6;
/** More than that of a large picture is not cleaned unasked: of what is seen, the middle then is. */
const mostSeen = 3e6;
const middleSide = 1024;

export type Part = 'seen' | 'middle';

/** Whether a picture is cleaned where it is seen, not as a whole. */
export const isLarge = ({ width, height }: { readonly width: number; readonly height: number }): boolean => width * height > wholeAtOnce;

/** What there is to do when a region of a large picture is seen. */
export interface SeenPlan {
  /** What of the picture is now clean, where that is to be said anew. */
  readonly says?: Part;
  /** Whether what is being cleaned is left for it. */
  readonly cancels?: boolean;
  readonly clean?: { readonly region: Region; readonly part: Part };
}

/** Plans for the region that is seen; `isCovered`: it is clean, or being cleaned, as part of what was seen before. */
export function planSeen(state: JobState, region: Region, isCovered: boolean): SeenPlan {
  const isMuch = region.width * region.height > mostSeen;
  const part = state.kind === 'waiting' ? state.part : undefined;
  const seen = isCovered ? 'seen' : 'middle';
  const says = part !== undefined && (isCovered || isMuch) && part !== seen ? ({ says: seen } as const) : {};
  // What is under way or done there need not be done again, when the view moves a little or changes its size.
  if (isCovered) return says;
  const clean = isMuch ? ({ region: middleOf(region, middleSide), part: 'middle' } as const) : ({ region, part: 'seen' } as const);
  if (state.kind === 'cleaning') return state.part && !isMuch ? { cancels: true, clean } : {};
  if (state.kind !== 'waiting' || state.error !== undefined || (isMuch && part !== undefined)) return says;
  return { ...says, clean };
}
