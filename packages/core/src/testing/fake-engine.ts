import type { Engine, Session } from '../engine.js';

/** An engine that has one session, whatever the model's bytes say. */
export function fakeEngine(session: Session): Engine {
  return {
    device: 'cpu',
    description: 'the processor, in TypeScript',
    load: () => Promise.resolve(session),
    usage: () => Promise.resolve({ busySeconds: 0, spanSeconds: 0 }),
    close: () => Promise.resolve(),
  };
}
