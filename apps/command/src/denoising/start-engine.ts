import type { Engine } from '@cleargrain/core';

/** An engine that is starting. */
export interface StartedEngine {
  /** The engine; a device that there is not, or a wrong name for one, fails here. */
  readonly ready: Promise<Engine>;
  /** Closes the engine, once it has started. */
  close(): Promise<void>;
}

async function start(device: string): Promise<Engine> {
  const [{ createEngine, deviceChoices }, { oneOf }] = await Promise.all([
    import('@cleargrain/node/engine'),
    import('@cleargrain/core/engine'),
  ]);
  return createEngine({ device: oneOf('device', device, deviceChoices) });
}

/** Starts the engine's thread at once, while the rest of the program is still being read. */
export function startEngine(device: string): StartedEngine {
  const ready = start(device);
  ready.catch(() => {});
  return {
    ready,
    async close() {
      const [settled] = await Promise.allSettled([ready]);
      if (settled?.status === 'fulfilled') await settled.value.close();
    },
  };
}
