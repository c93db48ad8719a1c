import type { DeviceName, LoadOptions, Tensor, TensorInfo } from '@cleargrain/core';

/** A device by name, or 'auto' to let the engine choose. */
export type DeviceChoice = 'auto' | 'cpu' | 'webgpu' | 'cuda';

/** What the worker does when asked, and what it answers. */
export interface Requests {
  open: { ask: { device: DeviceChoice; threads: number }; answer: { device: DeviceName; description: string } };
  load: {
    ask: { model: Uint8Array; options: LoadOptions };
    answer: { session: number; inputs: readonly TensorInfo[]; outputs: readonly TensorInfo[] };
  };
  run: { ask: { session: number; inputs: Readonly<Record<string, Tensor>> }; answer: Record<string, Tensor> };
  read: { ask: { session: number; input: string }; answer: Tensor };
  write: { ask: { session: number; input: string; value: Tensor }; answer: undefined };
  release: { ask: { session: number }; answer: undefined };
  close: { ask: undefined; answer: undefined };
}

export type Kind = keyof Requests;

/** A request on its way to the worker. */
export type Request = { [K in Kind]: { id: number; kind: K; ask: Requests[K]['ask'] } }[Kind];

/** An error on its way back: classes do not survive the way between threads, names do. */
export interface Failure {
  readonly name: string;
  readonly message: string;
}

/** What the worker sends back for the request of the same id. */
export type Reply = { id: number; answer: Requests[Kind]['answer'] } | { id: number; failure: Failure };
