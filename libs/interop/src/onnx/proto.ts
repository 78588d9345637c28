/** What of ONNX's messages is read (onnx/onnx.proto, IR versions 3 to 13). */
import { bytes, double, float, int, many, message, one, text } from '../reading/protobuf.ts';
import type { Kind } from '../reading/protobuf.ts';

const tensor = message({
  dims: many(1, int),
  dataType: one(2, int),
  floats: many(4, float),
  int32s: many(5, int),
  texts: many(6, bytes),
  int64s: many(7, int),
  name: one(8, text),
  raw: one(9, bytes),
  doubles: many(10, double),
  external: many(13, bytes),
  location: one(14, int),
});

const attribute = message({
  name: one(1, text),
  float: one(2, float),
  int: one(3, int),
  text: one(4, bytes),
  tensor: one(5, tensor),
  graph: one(6, bytes),
  floats: many(7, float),
  ints: many(8, int),
  texts: many(9, bytes),
  type: one(20, int),
  reference: one(21, text),
});

const node = message({
  inputs: many(1, text),
  outputs: many(2, text),
  name: one(3, text),
  operator: one(4, text),
  attributes: many(5, attribute),
  domain: one(7, text),
});

const dimension = message({ size: one(1, int) });
const tensorType = message({
  element: one(1, int),
  shape: one(2, message({ dims: many(1, dimension) })),
});
const value = message({
  name: one(1, text),
  type: one(2, message({ tensor: one(1, tensorType) })),
});

const graph = message({
  nodes: many(1, node),
  constants: many(5, tensor),
  inputs: many(11, value),
  outputs: many(12, value),
  sparseConstants: many(15, bytes),
});

export const MODEL = message({
  irVersion: one(1, int),
  producer: one(2, text),
  producerVersion: one(3, text),
  graph: one(7, graph),
  operatorSets: many(8, message({ domain: one(1, text), version: one(2, int) })),
  functions: many(25, bytes),
});

type Of<K> = K extends Kind<infer T> ? T : never;
export type OnnxModel = Of<typeof MODEL>;
export type OnnxGraph = Of<typeof graph>;
export type OnnxNode = Of<typeof node>;
export type OnnxAttribute = Of<typeof attribute>;
export type OnnxTensor = Of<typeof tensor>;
export type OnnxValue = Of<typeof value>;

/** TensorProto.DataType. */
export const FLOAT = 1;
export const INT32 = 6;
export const INT64 = 7;
export const STRING = 8;
export const BOOL = 9;
export const DOUBLE = 11;
export const UINT8 = 2;
