import { computed, signal } from '@preact/signals';
import type { Job, JobState } from './job.js';

/** The pictures of the queue and the one that is looked at. */
export class JobList {
  readonly all = signal<readonly Job[]>([]);
  readonly currentKey = signal<number | undefined>(undefined);
  readonly current = computed(() => this.get(this.currentKey.value));
  #nextKey = 0;

  get(key: number | undefined): Job | undefined {
    return this.all.value.find((job) => job.key === key);
  }

  /** Puts pictures at the end, none of them read yet. */
  add(pictures: readonly { readonly name: string; readonly folder?: string }[]): readonly Job[] {
    const added = pictures.map(
      ({ name, folder = '' }): Job => ({ key: this.#nextKey++, name, folder, state: { kind: 'queued' }, version: 0 }),
    );
    this.all.value = [...this.all.value, ...added];
    return added;
  }

  update(key: number, change: Partial<Job>): void {
    this.all.value = this.all.value.map((job) => (job.key === key ? { ...job, ...change } : job));
  }

  setState(key: number, state: JobState): void {
    this.update(key, { state });
  }

  /** Takes a picture out; returns the one that takes its place, if there is one. */
  remove(key: number): Job | undefined {
    const index = this.all.value.findIndex((job) => job.key === key);
    this.all.value = this.all.value.filter((job) => job.key !== key);
    return this.all.value[Math.min(index, this.all.value.length - 1)];
  }
}
