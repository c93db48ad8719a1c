/** Places of a value are numbers below this. */
const most = 2 ** 21;

/**
 * The places of the finite values, from the smallest value to the largest; equal ones as they come. Tens of thousands of values sorted by a function that
 * compares two would hold the event loop: here the runtime sorts numbers, the bits of each value with its place behind them.
 * @throws RangeError for more than two million values.
 */
export function orderOf(values: Float32Array<ArrayBuffer>): Uint32Array {
  if (values.length > most) throw new RangeError(`expected at most ${most} values to sort, received ${values.length}`);
  // −0 and 0 are equal, but their bits are not.
  const bits = new Uint32Array(Float32Array.from(values, (value) => value + 0).buffer);
  const keys = new Float64Array(values.length);
  let count = 0;
  for (let place = 0; place < values.length; place++) {
    if (!Number.isFinite(values[place])) continue;
    // The bits of negative numbers rise as the numbers fall.
    const rising = bits[place]! >>> 31 === 1 ? ~bits[place]! >>> 0 : bits[place]! + 2 ** 31;
    keys[count++] = rising * most + place;
  }
  return Uint32Array.from(keys.subarray(0, count).sort(), (key) => key % most);
}
