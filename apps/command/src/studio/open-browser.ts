import { spawn } from 'node:child_process';

const openers = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] } as const;

/** Asks the system to show an address in its browser; where there is none, nothing happens. */
export function openBrowser(url: string): void {
  const [command, ...args] = openers[process.platform as keyof typeof openers] ?? ['xdg-open'];
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
