/** What the page asks of the engine: fields that are missing are chosen by it. */
export interface EngineChoice {
  readonly device?: string;
  readonly threads?: number;
}

/** What the page's address asks for, as in `?device=wasm&threads=1`; what is wrong there is refused by the engine. */
export function engineChoice(search: string): EngineChoice {
  const asked = new URLSearchParams(search);
  const [device, threads] = [asked.get('device'), asked.get('threads')];
  return { ...(device !== null && { device }), ...(threads !== null && { threads: Number(threads) }) };
}
