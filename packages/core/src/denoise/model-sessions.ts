import type { Session } from '../engine.js';
import type { SampleSession } from './sample-steps.js';

/** A model in the engine: each of its graphs is loaded when it is first wanted. */
export interface ModelSessions {
  /** The graph on floats. */
  floats(): Promise<Session>;
  /** The graph on samples of so many bits; undefined where the engine or the model has none. */
  samples(depth: 8 | 16): Promise<SampleSession> | undefined;
}

/** The same interface over a graph on floats that is loaded already. */
export const modelSessions = (session: Session | ModelSessions): ModelSessions =>
  'floats' in session ? session : { floats: async () => session, samples: () => undefined };
