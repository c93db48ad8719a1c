/** The part of the WebGPU interface that is asked here; TypeScript's libraries do not hold it yet. */
interface Gpu {
  requestAdapter(): Promise<{ readonly info?: { readonly isFallbackAdapter?: boolean } } | null>;
}

/** Whether the browser offers a GPU; with `real`, one that is not played by a program. */
export async function hasGpu(real: boolean): Promise<boolean> {
  const { gpu } = navigator as unknown as { readonly gpu?: Gpu };
  try {
    const adapter = await gpu?.requestAdapter();
    return adapter != null && !(real && adapter.info?.isFallbackAdapter === true);
  } catch {
    return false;
  }
}
