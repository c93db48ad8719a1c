/** Exit codes of the command: all well, some input failed, wrong usage, stopped by Ctrl-C. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;
