import type { ModelSessions } from '../denoise/model-sessions.js';
import type { SampleSession } from '../denoise/sample-steps.js';
import type { Engine, Session } from '../engine.js';
import { ModelError } from '../errors.js';
import { takeSamples } from '../graph/onnx/take-samples.js';
import type { Model } from '../model/model.js';
import { widenModel } from '../model/widen-model.js';

/** A model's graphs, to be closed at the end. */
export interface LoadedGraphs extends ModelSessions {
  /** Frees those that were loaded. */
  close(): Promise<void>;
}

/** A model in an engine; its graphs are loaded as they are wanted. A failure to load is a ModelError that names the model. */
export function loadGraphs(model: Model, engine: Engine): LoadedGraphs {
  const { name, network, channels, input, output } = model;
  const named = async <Loaded>(load: () => Promise<Loaded>): Promise<Loaded> => {
    try {
      return await load();
    } catch (error) {
      throw error instanceof ModelError ? new ModelError(`${name}: ${error.message}`) : error;
    }
  };
  let fastest: Uint8Array | undefined;
  const bytes = () => {
    fastest ??= engine.device === 'cpu' ? widenModel(model) : model.bytes;
    return fastest;
  };
  let floats: Promise<Session> | undefined;
  const samples = new Map<8 | 16, Promise<SampleSession>>();
  return {
    floats() {
      floats ??= named(() => engine.load(bytes()));
      return floats;
    },
    samples(depth) {
      // Files of other makers may be of an operator set that knows no such conversion.
      if (engine.loadOnSamples === undefined || network === undefined) return undefined;
      const known = samples.get(depth);
      if (known !== undefined) return known;
      const load = engine.loadOnSamples.bind(engine);
      const session = named(() => load(takeSamples(bytes(), { input, output, channels, depth })));
      samples.set(depth, session);
      return session;
    },
    async close() {
      const settled = await Promise.allSettled([floats, ...samples.values()]);
      await Promise.all(settled.map((result) => (result.status === 'fulfilled' ? result.value?.close() : undefined)));
    },
  };
}
