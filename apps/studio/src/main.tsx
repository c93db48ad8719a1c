// First, so that what each page says of its own comes after it.
import './styles.css';
import { render } from 'preact';
import { BenchPage } from './bench/bench-page.js';
import { CleanStore } from './clean/clean-store.js';
import { SaveStore } from './clean/save-store.js';
import { LearnStore } from './learn/learn-store.js';
import { App } from './page/app.js';
import { reasonOf } from './page/reason-of.js';
import { StartProblem } from './page/start-problem.js';
import { startStudio } from './studio.js';
import { PictureScreen } from './viewer/picture-screen.js';
import { engineChoice } from './worker/engine-choice.js';

const app = document.getElementById('app')!;

async function start(): Promise<void> {
  const studio = await startStudio(engineChoice(location.search));
  if (new URLSearchParams(location.search).has('bench')) return render(<BenchPage studio={studio} />, app);
  const clean = new CleanStore(studio);
  const screen = new PictureScreen();
  const saving = new SaveStore(studio, clean);
  render(<App studio={studio} screen={screen} clean={clean} saving={saving} learn={new LearnStore(studio)} />, app);
  // Once the page is seen: what draws pictures is then there before the first of them.
  setTimeout(() => screen.start(), 100);
}

await start().catch((error) => render(<StartProblem reason={reasonOf(error)} />, app));

// The built site works offline after the first visit.
if (import.meta.env.PROD && 'serviceWorker' in navigator)
  void navigator.serviceWorker.register('./service-worker.js').catch(() => undefined);
