import { describe, expect, it } from 'vitest';
import { isLarge, planSeen } from './plan-seen.js';

const little = { x: 100, y: 50, width: 1200, height: 800 };
const much = { x: 0, y: 0, width: 6000, height: 4000 };
const middle = { region: { x: 2488, y: 1488, width: 1024, height: 1024 }, part: 'middle' };

describe('what is cleaned of a large picture', () => {
  it('is what is seen, or its middle when that is much', () => {
    expect(planSeen({ kind: 'waiting' }, little, false)).toEqual({ clean: { region: little, part: 'seen' } });
    expect(planSeen({ kind: 'waiting' }, much, false)).toEqual({ clean: middle });
  });

  it('is nothing more when it is clean already, or was tried in vain, or is done', () => {
    expect(planSeen({ kind: 'waiting', part: 'seen' }, little, true)).toEqual({});
    expect(planSeen({ kind: 'waiting', part: 'middle' }, much, false)).toEqual({});
    expect(planSeen({ kind: 'waiting', error: 'out of memory' }, little, false)).toEqual({});
    expect(planSeen({ kind: 'done', wanted: 'auto', model: 'color-xs', seconds: 1 }, little, false)).toEqual({});
  });

  it('is said anew when the view leaves the cleaned part, and when it comes back', () => {
    expect(planSeen({ kind: 'waiting', part: 'seen' }, much, false)).toEqual({ says: 'middle' });
    expect(planSeen({ kind: 'waiting', part: 'middle' }, little, true)).toEqual({ says: 'seen' });
    expect(planSeen({ kind: 'waiting', part: 'middle' }, little, false)).toEqual({ clean: { region: little, part: 'seen' } });
  });

  it('takes the place of another part that is being cleaned, never of the whole', () => {
    expect(planSeen({ kind: 'cleaning', fraction: 0.2, part: true }, little, false)).toEqual({
      cancels: true,
      clean: { region: little, part: 'seen' },
    });
    expect(planSeen({ kind: 'cleaning', fraction: 0.2, part: true }, much, false)).toEqual({});
    expect(planSeen({ kind: 'cleaning', fraction: 0.2, part: false }, little, false)).toEqual({});
  });
});

it('holds a picture of more than four megapixels for large', () => {
  expect([isLarge({ width: 2000, height: 2000 }), isLarge({ width: 2001, height: 2000 })]).toEqual([false, true]);
});
