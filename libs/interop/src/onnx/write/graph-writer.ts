/** Makes the bytes of an ONNX model: onnx/onnx.proto, whose field numbers stand beside their names in `../proto.ts`. */
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

import { DOUBLE, FLOAT, INT64, STRING, UINT8 } from '../proto.ts';

type Typed = Float32Array | Float64Array | BigInt64Array | Uint8Array | readonly string[];

export interface NewTensor {
  readonly dims: readonly number[];
  readonly values: Typed;
}

/** By their type: a number is a whole one, a float has its own form. */
export type NewAttribute =
  | number
  | string
  | readonly number[]
  | readonly string[]
  | { readonly float: number }
  | { readonly floats: readonly number[] }
  | { readonly tensor: NewTensor };

/** AttributeProto.AttributeType. */
const KIND = { float: 1, int: 2, text: 3, tensor: 4, floats: 6, ints: 7, texts: 8 } as const;

export interface Versions {
  readonly ir: number;
  readonly onnx: number;
  readonly ml: number;
}

/** Nodes, in an order in which each comes after those that it needs. */
export class GraphWriter {
  readonly #nodes: Uint8Array[] = [];
  readonly #constants: Uint8Array[] = [];
  readonly #inputs: Uint8Array[] = [];
  readonly #outputs: Uint8Array[] = [];
  readonly #names = new Set<string>();

  /** Keeps names for the inputs that have them. */
  reserve(names: readonly string[]): void {
    for (const name of names) this.#names.add(name);
  }

  /** A column of the request: rows of one number or text. */
  input(name: string, type: number): string {
    this.#inputs.push(valueBytes(name, type, 1));
    return name;
  }

  /** @param width numbers of a row; 0 for one value a row */
  output(name: string, type: number, width: number): void {
    this.#outputs.push(valueBytes(name, type, width));
  }

  constant(name: string, tensor: NewTensor): string {
    const free = this.#free(name);
    this.#constants.push(tensorBytes(tensor, free));
    return free;
  }

  /** @returns the name of its first output; of others, names are given, which must be free */
  node(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, NewAttribute>> = {},
    {
      domain = '',
      name = operator.toLowerCase(),
      others = [],
    }: { domain?: string; name?: string; others?: readonly string[] } = {},
  ): string {
    const output = this.#free(name);
    const writer = new BinaryWriter();
    for (const input of inputs) text(writer, 1, input);
    for (const each of [output, ...others]) text(writer, 2, each);
    text(writer, 3, output);
    text(writer, 4, operator);
    for (const [key, value] of Object.entries(attributes)) {
      writer.tag(5, WireType.LengthDelimited).bytes(attributeBytes(key, value));
    }
    if (domain !== '') text(writer, 7, domain);
    this.#nodes.push(writer.finish());
    return output;
  }

  model(name: string, producerVersion: string, versions: Versions): Uint8Array {
    const graph = new BinaryWriter();
    const parts = [
      [1, this.#nodes],
      [5, this.#constants],
      [11, this.#inputs],
      [12, this.#outputs],
    ] as const;
    const append = (field: number, part: Uint8Array) =>
      graph.tag(field, WireType.LengthDelimited).bytes(part);
    for (const [field, list] of parts) {
      for (const part of list) append(field, part);
      if (field === 1) text(graph, 2, name);
    }
    const model = new BinaryWriter().tag(1, WireType.Varint).int64(versions.ir);
    text(model, 2, 'lambda-forest');
    text(model, 3, producerVersion);
    model.tag(7, WireType.LengthDelimited).bytes(graph.finish());
    const sets = [
      ['', versions.onnx],
      ['ai.onnx.ml', versions.ml],
    ] as const;
    for (const [domain, version] of sets) {
      model.tag(8, WireType.LengthDelimited).fork();
      text(model, 1, domain);
      model.tag(2, WireType.Varint).int64(version).join();
    }
    return model.finish();
  }

  #free(name: string): string {
    let free = name;
    for (let i = 2; this.#names.has(free); i++) free = `${name}_${i}`;
    this.#names.add(free);
    return free;
  }
}

function text(writer: BinaryWriter, field: number, value: string): void {
  writer.tag(field, WireType.LengthDelimited).string(value);
}

function valueBytes(name: string, type: number, width: number): Uint8Array {
  const writer = new BinaryWriter();
  text(writer, 1, name);
  writer.tag(2, WireType.LengthDelimited).fork(); // TypeProto
  writer.tag(1, WireType.LengthDelimited).fork(); // of a tensor
  writer.tag(1, WireType.Varint).int32(type);
  writer.tag(2, WireType.LengthDelimited).fork(); // TensorShapeProto
  writer.tag(1, WireType.LengthDelimited).fork();
  text(writer, 2, 'rows');
  writer.join();
  if (width > 0)
    writer.tag(1, WireType.LengthDelimited).fork().tag(1, WireType.Varint).int64(width).join();
  return writer.join().join().join().finish();
}

function tensorBytes({ dims, values }: NewTensor, name?: string): Uint8Array {
  const writer = new BinaryWriter();
  for (const dim of dims) writer.tag(1, WireType.Varint).int64(dim);
  writer.tag(2, WireType.Varint).int32(typeOf(values));
  if ('buffer' in values) {
    if (name !== undefined) text(writer, 8, name);
    const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    return writer.tag(9, WireType.LengthDelimited).bytes(raw).finish(); // little-endian, as all of Node's platforms
  }
  for (const value of values) text(writer, 6, value);
  if (name !== undefined) text(writer, 8, name);
  return writer.finish();
}

function typeOf(values: Typed): number {
  if (values instanceof Float64Array) return DOUBLE;
  if (values instanceof Float32Array) return FLOAT;
  if (values instanceof BigInt64Array) return INT64;
  return values instanceof Uint8Array ? UINT8 : STRING;
}

function attributeBytes(name: string, value: NewAttribute): Uint8Array {
  const writer = new BinaryWriter();
  text(writer, 1, name);
  const kind = (type: number) => writer.tag(20, WireType.Varint).int32(type).finish();
  if (typeof value === 'number') {
    writer.tag(3, WireType.Varint).int64(value);
    return kind(KIND.int);
  }
  if (typeof value === 'string') {
    text(writer, 4, value);
    return kind(KIND.text);
  }
  if ('float' in value) {
    writer.tag(2, WireType.Bit32).float(value.float);
    return kind(KIND.float);
  }
  if ('tensor' in value) {
    writer.tag(5, WireType.LengthDelimited).bytes(tensorBytes(value.tensor, name));
    return kind(KIND.tensor);
  }
  if ('floats' in value) {
    writer.tag(7, WireType.LengthDelimited).fork();
    for (const each of value.floats) writer.float(each);
    writer.join();
    return kind(KIND.floats);
  }
  if (isTexts(value)) {
    for (const each of value) text(writer, 9, each);
    return kind(KIND.texts);
  }
  writer.tag(8, WireType.LengthDelimited).fork();
  for (const each of value) writer.int64(each);
  writer.join();
  return kind(KIND.ints);
}

function isTexts(value: readonly number[] | readonly string[]): value is readonly string[] {
  return typeof value[0] === 'string';
}
