import type { ModelSessions } from '../denoise/model-sessions.js';
import type { SampleSession } from '../denoise/sample-steps.js';
import type { Engine, Session } from '../engine.js';
import { ModelError } from '../errors.js';
import { takeSamples } from '../graph/onnx/take-samples.js';
import type { Model } from '../model/model.js';
import { widenModel } from '../model/widen-model.js';
import { LoadedOnce } from './loaded-once.js';

/** A model's graphs, to be closed at the end. */
export interface LoadedGraphs extends ModelSessions {
  /** Frees those that were loaded. */
  close(): Promise<void>;
}

/** A model in an engine; its graphs are loaded as they are wanted, and no more once it is closed. A failure to load is a ModelError that names the model. */
export function loadGraphs(model: Model, engine: Engine): LoadedGraphs {
  const { name, network, channels, input, output } = model;
  const named = async <Loaded>(load: () => Promise<Loaded>): Promise<Loaded> => {
    if (closed) throw new Error('the denoiser is closed');
    try {
      return await load();
    } catch (error) {
      throw error instanceof ModelError ? new ModelError(`${name}: ${error.message}`) : error;
    }
  };
  let closed = false;
  let fastest: Uint8Array | undefined;
  const bytes = () => {
    fastest ??= engine.device === 'cpu' ? widenModel(model) : model.bytes;
    return fastest;
  };
  const floats = new LoadedOnce<'floats', Session>();
  const samples = new LoadedOnce<8 | 16, SampleSession>();
  return {
    floats: () => floats.get('floats', () => named(() => engine.load(bytes()))),
    samples(depth) {
      // Files of other makers may be of an operator set that knows no such conversion.
      if (engine.loadOnSamples === undefined || network === undefined) return undefined;
      const load = engine.loadOnSamples.bind(engine);
      return samples.get(depth, () => named(() => load(takeSamples(bytes(), { input, output, channels, depth }))));
    },
    async close() {
      closed = true;
      const sessions = [...(await floats.all()), ...(await samples.all())];
      await Promise.all(sessions.map((session) => session.close()));
    },
  };
}
