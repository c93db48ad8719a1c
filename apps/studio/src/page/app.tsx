import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { CleanPage } from '../clean/clean-page.js';
import type { CleanStore } from '../clean/clean-store.js';
import type { SaveStore } from '../clean/save-store.js';
import { LearnPage } from '../learn/learn-page.js';
import type { LearnStore } from '../learn/learn-store.js';
import type { Studio } from '../studio.js';
import type { PictureScreen } from '../viewer/picture-screen.js';
import { Alert } from './alert.js';
import { reasonOf } from './reason-of.js';

export interface AppProps {
  readonly studio: Studio;
  readonly screen: PictureScreen;
  readonly clean: CleanStore;
  readonly saving: SaveStore;
  readonly learn: LearnStore;
}

const pages = [
  ['#clean', 'Clean'],
  ['#learn', 'Learn'],
] as const;
type Page = (typeof pages)[number][0];

const pageOf = (hash: string): Page => pages.find(([page]) => page === hash)?.[0] ?? '#clean';

/** The whole app: the two pages, and what computes. */
export function App({ studio, screen, clean, saving, learn }: AppProps) {
  const page = useSignal(pageOf(location.hash));
  const device = useSignal<string | undefined>(undefined);
  /** Why there is no device. */
  const problem = useSignal<string | undefined>(undefined);
  const models = useSignal<readonly string[]>([]);
  useEffect(() => {
    const follow = () => (page.value = pageOf(location.hash));
    addEventListener('hashchange', follow);
    const findDevice = async () => {
      try {
        device.value = await studio.device();
      } catch (error) {
        problem.value = reasonOf(error);
      }
    };
    const findModels = async () => {
      try {
        models.value = await studio.models();
      } catch (error) {
        clean.message.value = reasonOf(error);
      }
    };
    void findDevice();
    void findModels();
    return () => removeEventListener('hashchange', follow);
  }, [studio, clean]);
  const works = clean.batch.value || learn.running.value || saving.busy.value;
  useEffect(() => {
    if (!works) return;
    // The browser asks whether the page may go, and the work with it.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [works]);
  const cleanWith = (model: Uint8Array<ArrayBuffer>) => {
    location.hash = '#clean';
    void clean.addModel(new File([model], 'trained-here.onnx'));
  };
  return (
    <>
      <header class="top">
        <a class="brand" href="#clean">
          <img src="icon.svg" alt="" width={28} height={28} />
          Cleargrain <span>Studio</span>
        </a>
        <nav aria-label="Pages">
          {pages.map(([hash, title]) => (
            <a key={hash} href={hash} aria-current={page.value === hash ? 'page' : undefined}>
              {title}
            </a>
          ))}
        </nav>
      </header>
      {page.value === '#clean' ? (
        <CleanPage screen={screen} store={clean} saving={saving} models={models.value} />
      ) : (
        <LearnPage store={learn} device={device.value} onUse={cleanWith} />
      )}
      <footer class="device" title="What computes">
        {device.value ?? problem.value ?? '…'}
      </footer>
      <Alert message={studio.problem} />
    </>
  );
}
