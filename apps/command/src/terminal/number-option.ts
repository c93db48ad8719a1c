import { integerIn, invalid, numberIn } from '@cleargrain/core';

const parse = (name: string, text: string, expected: string): number => {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isNaN(value)) throw invalid(name, expected, text);
  return value;
};

/** Reads an option's value as a number in a range; undefined stays undefined. */
export function numberOption(name: string, text: string | undefined, minimum: number, maximum: number): number | undefined {
  return text === undefined ? undefined : numberIn(name, parse(name, text, 'a number'), minimum, maximum);
}

/** Reads an option's value as an integer in a range; undefined stays undefined. */
export function integerOption(name: string, text: string | undefined, minimum: number, maximum: number): number | undefined {
  return text === undefined ? undefined : integerIn(name, parse(name, text, 'an integer'), minimum, maximum);
}

/** Reads an option's value as `auto` or an integer in a range. */
export function autoOrIntegerOption(name: string, text: string, minimum: number, maximum: number): 'auto' | number {
  return text === 'auto' ? 'auto' : integerIn(name, parse(name, text, 'auto or an integer'), minimum, maximum);
}
