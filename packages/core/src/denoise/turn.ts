/** Lets the event loop go on with what waits: a timer, a request, a click. By a message, because browsers slow down the timers of hidden pages. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
