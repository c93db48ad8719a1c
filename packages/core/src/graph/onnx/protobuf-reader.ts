/** One field of a message: its number, and its value as a number (varint) or as bytes. */
export interface ProtobufField {
  readonly field: number;
  readonly number: number;
  readonly bytes: Uint8Array;
}

const nothing = new Uint8Array(0);

/** The fields of a protocol buffer message, in order. Throws a RangeError when the bytes are not one. */
export function* readProtobuf(message: Uint8Array): Generator<ProtobufField> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  let offset = 0;
  const varint = (): number => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = view.getUint8(offset++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, value));
    }
    throw new RangeError('expected a number of at most 64 bits');
  };
  const take = (length: number): Uint8Array => {
    if (length < 0 || offset + length > message.length)
      throw new RangeError(`expected ${length} more bytes, received ${message.length - offset}`);
    offset += length;
    return message.subarray(offset - length, offset);
  };
  while (offset < message.length) {
    const tag = varint();
    const field = tag >>> 3;
    const wire = tag & 7;
    if (field === 0) throw new RangeError('expected a field number above 0');
    if (wire === 0) yield { field, number: varint(), bytes: nothing };
    else if (wire === 1) yield { field, number: 0, bytes: take(8) };
    else if (wire === 2) yield { field, number: 0, bytes: take(varint()) };
    else if (wire === 5) yield { field, number: 0, bytes: take(4) };
    else throw new RangeError(`expected wire type 0, 1, 2 or 5, received ${wire}`);
  }
}
