/** What a value looks like in an error message. */
function show(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** The error for an option outside its range: which option, what was expected, what came. */
export function invalid(name: string, expected: string, received: unknown): RangeError {
  return new RangeError(`expected ${expected} for ${name}, received ${show(received)}`);
}

/** Returns `value` when it is a finite number in [minimum, maximum]; throws a RangeError that names the option otherwise. */
export function numberIn(name: string, value: unknown, minimum: number, maximum: number): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= minimum && value <= maximum) return value;
  const range = maximum === Infinity ? `a number of at least ${minimum}` : `a number from ${minimum} to ${maximum}`;
  throw invalid(name, range, value);
}

/** Returns `value` when it is an integer in [minimum, maximum]; throws a RangeError that names the option otherwise. */
export function integerIn(name: string, value: unknown, minimum: number, maximum: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum) return value;
  const range = maximum === Infinity ? `an integer of at least ${minimum}` : `an integer from ${minimum} to ${maximum}`;
  throw invalid(name, range, value);
}

/** Returns `value` when it is one of `choices`; throws a RangeError that names the option otherwise. */
export function oneOf<T extends string>(name: string, value: unknown, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw invalid(name, `one of ${choices.join(', ')}`, value);
}
