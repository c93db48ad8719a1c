import { expect, it } from 'vitest';
import { turn } from './turn.js';

it('lets a timer that is due run before it goes on', async () => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  for (let turns = 0; ticks < 3; turns++) {
    expect(turns).toBeLessThan(1e6);
    await turn();
  }
  clearInterval(timer);
});
