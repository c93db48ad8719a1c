import type { DeviceName, EngineUsage, LoadOptions, Tensor, TensorData, TensorInfo } from '../engine.js';

/** What the worker does when asked, and what it answers. */
export interface EngineRequests {
  /** Opens a device, once, before all else. */
  open: { ask: { device: DeviceName | 'auto'; threads: number }; answer: { device: DeviceName; description: string } };
  /** Loads an ONNX model; `session` names it from then on. */
  load: {
    ask: { model: Uint8Array; options: LoadOptions; onSamples?: boolean };
    answer: { session: number; inputs: readonly TensorInfo[]; outputs: readonly TensorInfo[] };
  };
  /** Computes the outputs of a session. */
  run: { ask: { session: number; inputs: Readonly<Record<string, Tensor<TensorData>>> }; answer: Record<string, Tensor<TensorData>> };
  /** Reads a carried input. */
  read: { ask: { session: number; input: string }; answer: Tensor };
  /** Sets a carried input. */
  write: { ask: { session: number; input: string; value: Tensor }; answer: undefined };
  /** Frees a session. */
  release: { ask: { session: number }; answer: undefined };
  /** Tells how much was computed. */
  usage: { ask: undefined; answer: EngineUsage };
  /** Frees all sessions; nothing may be asked afterwards. */
  close: { ask: undefined; answer: undefined };
}

/** What can be asked. */
export type EngineRequestKind = keyof EngineRequests;

/** A request on its way to the worker. */
export type EngineRequest = { [K in EngineRequestKind]: { id: number; kind: K; ask: EngineRequests[K]['ask'] } }[EngineRequestKind];

/** An error on its way back: classes do not survive the way between threads, names do. */
export interface EngineFailure {
  /** The name of the error's class. */
  readonly name: string;
  /** The error's message. */
  readonly message: string;
}

/** What the worker sends back for the request of the same id. */
export type EngineReply = { id: number; answer: EngineRequests[EngineRequestKind]['answer'] } | { id: number; failure: EngineFailure };

/** The thread in which the graphs run, seen from outside: a request is a promise. */
export interface EnginePort {
  /** Sends a request; the buffers in `transfer` move to the worker. */
  ask<K extends EngineRequestKind>(kind: K, ask: EngineRequests[K]['ask'], transfer?: ArrayBuffer[]): Promise<EngineRequests[K]['answer']>;
}
