/**
 * Messages of Protocol Buffers (https://protobuf.dev/programming-guides/encoding), as ONNX and YDF write them. What a
 * message may hold is declared; fields that are not are skipped.
 *
 * ```ts
 * const POINT = message({ label: one(1, text), values: many(2, float) });
 * parseMessage(POINT, bytes, 'the file').values; // readonly number[], packed or not
 * ```
 */
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

import { damaged, ForeignModelError } from '../errors.ts';
import { utf8Of } from './utf8.ts';

/** Messages inside each other. */
const MAX_DEPTH = 32;

/** Of one file. A number takes 8 bytes of memory, a text or a message about 100. */
const MAX_NUMBERS = 100_000_000;
const MAX_OBJECTS = 10_000_000;

/** How a value is read. */
export interface Kind<T> {
  readonly wire: WireType;
  readonly read: (cursor: Cursor) => T;
}

export interface MessageKind<T> extends Kind<T> {
  /** Without the length before it. */
  readonly readBody: (cursor: Cursor) => T;
}

interface Field<T, Many extends boolean = boolean> {
  readonly number: number;
  readonly isMany: Many;
  readonly kind: Kind<T>;
}

type Shape = Readonly<Record<string, Field<unknown>>>;

/** A message as an object: a list for `many`, empty if the file has none; undefined for a missing `one`. */
export type MessageOf<S extends Shape> = {
  readonly [K in keyof S]: S[K] extends Field<infer T, true>
    ? readonly T[]
    : S[K] extends Field<infer T>
      ? T | undefined
      : never;
};

interface Cursor {
  readonly reader: BinaryReader;
  /** What the reader reads. */
  readonly bytes: Uint8Array;
  readonly depth: number;
  readonly left: { numbers: number; objects: number };
}

/** int32, int64, uint32, bool, enums, and uint64 below 2^63; beyond ±2^53 they are refused. */
export const int: Kind<number> = { wire: WireType.Varint, read: readInt };
export const float: Kind<number> = { wire: WireType.Bit32, read: ({ reader }) => reader.float() };
export const double: Kind<number> = { wire: WireType.Bit64, read: ({ reader }) => reader.double() };
/** UTF-8; other bytes are refused. */
export const text: Kind<string> = delimited(({ reader }) =>
  utf8Of(reader.bytes(), 'a text of Protocol Buffers'),
);
/** A view of the file's bytes. */
export const bytes: Kind<Uint8Array> = delimited(({ reader }) => reader.bytes());

export function one<T>(number: number, kind: Kind<T>): Field<T, false> {
  return { number, isMany: false, kind };
}

export function many<T>(number: number, kind: Kind<T>): Field<T, true> {
  return { number, isMany: true, kind };
}

export function message<S extends Shape>(shape: S): MessageKind<MessageOf<S>> {
  const fields = new Map(
    Object.entries(shape).map(([name, field]) => [field.number, { name, ...field }]),
  );
  const readBody = (cursor: Cursor) => readFields(shape, fields, cursor);
  const read = ({ reader, depth, left }: Cursor) => {
    if (depth === MAX_DEPTH) throw damaged(`Found more than ${MAX_DEPTH} messages in each other.`);
    const body = reader.bytes();
    return readBody({ reader: new BinaryReader(body), bytes: body, depth: depth + 1, left });
  };
  return { ...delimited(read), readBody };
}

/**
 * @param what the bytes are, for messages
 * @throws {ForeignModelError} for bytes that are cut off, lie about a length, have a declared field of another type or
 *   a single one twice, or hold more than 100,000,000 numbers or 10,000,000 other values
 */
export function parseMessage<T>(kind: MessageKind<T>, bytes: Uint8Array, what: string): T {
  const left = { numbers: MAX_NUMBERS, objects: MAX_OBJECTS };
  try {
    return kind.readBody({ reader: new BinaryReader(bytes), bytes, depth: 0, left });
  } catch (cause) {
    if (cause instanceof ForeignModelError) throw cause;
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw damaged(`Found ${what} cut off or with bytes that say nothing: ${problem}.`, cause);
  }
}

function readFields<S extends Shape>(
  shape: S,
  fields: ReadonlyMap<number, Field<unknown> & { readonly name: string }>,
  cursor: Cursor,
): MessageOf<S> {
  const { reader } = cursor;
  const found: Record<string, unknown> = {};
  const lists = new Map<number, unknown[]>();
  for (const [name, { number, isMany }] of Object.entries(shape)) {
    if (!isMany) continue;
    const list: unknown[] = [];
    lists.set(number, list);
    found[name] = list;
  }
  while (reader.pos < reader.len) {
    const [number, wire] = reader.tag();
    const field = fields.get(number);
    if (field === undefined) reader.skip(wire, number);
    else if (field.isMany) addValues(lists.get(number)!, field, wire, cursor);
    else if (wire !== field.kind.wire || Object.hasOwn(found, field.name)) throw odd(field.name);
    else found[field.name] = readValue(field.kind, cursor);
    if (reader.pos > reader.len) throw new RangeError('a field is longer than its message');
  }
  return found as MessageOf<S>;
}

/** Numbers may be packed: all of them behind one length. */
function addValues(
  list: unknown[],
  { kind, name }: Field<unknown> & { readonly name: string },
  wire: WireType,
  cursor: Cursor,
): void {
  if (wire === kind.wire) {
    list.push(readValue(kind, cursor));
    return;
  }
  if (wire !== WireType.LengthDelimited) throw odd(name);
  const packed = cursor.reader.bytes();
  const reader = new BinaryReader(packed);
  const inner = { ...cursor, reader, bytes: packed };
  while (reader.pos < reader.len) list.push(readValue(kind, inner));
  if (reader.pos > reader.len) throw new RangeError('a list ends inside a number');
}

function readValue<T>(kind: Kind<T>, cursor: Cursor): T {
  const { left } = cursor;
  const isNumber = kind.wire !== WireType.LengthDelimited;
  if ((isNumber ? left.numbers-- : left.objects--) === 0) {
    throw damaged(
      `Found more than ${isNumber ? MAX_NUMBERS : MAX_OBJECTS} ${isNumber ? 'numbers' : 'texts and messages'}.`,
    );
  }
  return kind.read(cursor);
}

function readInt({ reader, bytes }: Cursor): number {
  for (let i = 0; i < 4; i++) if (bytes[reader.pos + i]! < 0x80) return reader.uint32();
  const number = Number(reader.int64());
  if (!Number.isSafeInteger(number))
    throw damaged(`Found the whole number ${number}, expected one below 2^53.`);
  return number;
}

function delimited<T>(read: Kind<T>['read']): Kind<T> {
  return { wire: WireType.LengthDelimited, read };
}

function odd(name: string): ForeignModelError {
  return damaged(`Found ${name} of another type, or twice, in a message of Protocol Buffers.`);
}
