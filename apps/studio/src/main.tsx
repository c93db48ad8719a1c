import { render } from 'preact';
import { BenchPage } from './bench/bench-page.js';
import { CleanStore } from './clean/clean-store.js';
import { SaveStore } from './clean/save-store.js';
import { LearnStore } from './learn/learn-store.js';
import { App } from './page/app.js';
import { startStudio } from './studio.js';
import { engineChoice } from './worker/engine-choice.js';
import './styles.css';

const studio = await startStudio(engineChoice(location.search));
const clean = new CleanStore(studio);
const page = new URLSearchParams(location.search).has('bench') ? (
  <BenchPage studio={studio} />
) : (
  <App studio={studio} clean={clean} saving={new SaveStore(studio, clean)} learn={new LearnStore(studio)} />
);
render(page, document.getElementById('app')!);

// The built site works offline after the first visit.
if (import.meta.env.PROD && 'serviceWorker' in navigator)
  void navigator.serviceWorker.register('./service-worker.js').catch(() => undefined);
