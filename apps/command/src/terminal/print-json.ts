/** Prints the one JSON document that `--json` promises. */
export function printJson(document: object): void {
  process.stdout.write(`${JSON.stringify(document)}\n`);
}
