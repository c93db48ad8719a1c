/** What is loaded by name when it is first wanted, each once; what failed to load is tried again when it is next wanted. */
export class LoadedOnce<Name, Loaded> {
  readonly #loading = new Map<Name, Promise<Loaded>>();

  /** What has the name, by `load` where it is not there yet. */
  get(name: Name, load: () => Promise<Loaded>): Promise<Loaded> {
    const known = this.#loading.get(name);
    if (known !== undefined) return known;
    const loading = load();
    this.#loading.set(name, loading);
    loading.catch(() => this.#loading.delete(name));
    return loading;
  }

  /** All that is there, once what is under way has ended. */
  async all(): Promise<Loaded[]> {
    const settled = await Promise.allSettled(this.#loading.values());
    return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  }
}
