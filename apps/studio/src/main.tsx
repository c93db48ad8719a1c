// First, so that what each page says of its own comes after it.
import './styles.css';
import { render } from 'preact';
import { BenchPage } from './bench/bench-page.js';
import { CleanStore } from './clean/clean-store.js';
import { SaveStore } from './clean/save-store.js';
import { LearnStore } from './learn/learn-store.js';
import { App } from './page/app.js';
import { startStudio } from './studio.js';
import { PictureScreen } from './viewer/picture-screen.js';
import { engineChoice } from './worker/engine-choice.js';

const studio = await startStudio(engineChoice(location.search));
const clean = new CleanStore(studio);
const screen = new PictureScreen();
const isBench = new URLSearchParams(location.search).has('bench');
const page = isBench ? (
  <BenchPage studio={studio} />
) : (
  <App studio={studio} screen={screen} clean={clean} saving={new SaveStore(studio, clean)} learn={new LearnStore(studio)} />
);
render(page, document.getElementById('app')!);

// Once the page is seen: what draws pictures is then there before the first of them.
if (!isBench) setTimeout(() => screen.start(), 100);

// The built site works offline after the first visit.
if (import.meta.env.PROD && 'serviceWorker' in navigator)
  void navigator.serviceWorker.register('./service-worker.js').catch(() => undefined);
