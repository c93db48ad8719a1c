/** Lets the event loop go on with what waits: a timer, a request, a click. */
export const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
