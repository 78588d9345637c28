/** Bytes that are read from the front: what the decoders of hyparquet share. */
export interface ByteReader {
  readonly view: DataView;
  offset: number;
}

/** A 64-bit integer takes no more bytes. */
const MAX_VARINT_BYTES = 10;

export function readerOf(bytes: Uint8Array): ByteReader {
  return { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
}

/** @throws {RangeError} for an integer of more bytes than there are, or than any has */
export function skipVarInt(reader: ByteReader): void {
  for (let left = MAX_VARINT_BYTES; left > 0; left--) {
    if (reader.view.getUint8(reader.offset++) < 0x80) return;
  }
  throw new RangeError('an integer of more than 64 bits');
}
