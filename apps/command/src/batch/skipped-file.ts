/** A file of a batch whose result is there already. */
export class SkippedFile {
  readonly input: string;
  readonly output: string;

  constructor(input: string, output: string) {
    this.input = input;
    this.output = output;
  }
}
