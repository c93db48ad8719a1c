/** The part of the WebGPU interface that is asked here; TypeScript's libraries do not hold it yet. */
interface Gpu {
  requestAdapter(): Promise<{ readonly info?: { readonly isFallbackAdapter?: boolean } } | null>;
}

const isGpu = (value: unknown): value is Gpu =>
  typeof value === 'object' && value !== null && 'requestAdapter' in value && typeof value.requestAdapter === 'function';

/** Why the browser offers no GPU; undefined where it offers one. With `real`, one that is played by a program is none. */
export async function missingGpu(real: boolean): Promise<string | undefined> {
  const gpu: unknown = 'gpu' in navigator ? navigator.gpu : undefined;
  if (!isGpu(gpu)) return globalThis.isSecureContext ? 'the browser has no WebGPU' : 'WebGPU wants a page that is served over https';
  const adapter = await gpu.requestAdapter().catch(() => null);
  const found = adapter !== null && !(real && adapter.info?.isFallbackAdapter === true);
  return found ? undefined : 'no GPU is offered by the browser';
}
