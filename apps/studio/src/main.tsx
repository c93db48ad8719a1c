import { render } from 'preact';
import { CleanStore } from './clean/clean-store.js';
import { LearnStore } from './learn/learn-store.js';
import { App } from './page/app.js';
import { startStudio } from './studio.js';
import './styles.css';

const studio = await startStudio();
render(<App studio={studio} clean={new CleanStore(studio)} learn={new LearnStore(studio)} />, document.getElementById('app')!);

// The built site works offline after the first visit.
if (import.meta.env.PROD && 'serviceWorker' in navigator)
  void navigator.serviceWorker.register('./service-worker.js').catch(() => undefined);
