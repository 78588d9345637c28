import { count } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import { DOUBLE, FLOAT, INT32, INT64, STRING, UINT8 } from './proto.ts';
import type { OnnxTensor } from './proto.ts';
import { utf8Of } from '../reading/utf8.ts';

/** Values that stand in the file, row-major. */
export interface Tensor {
  readonly dims: readonly number[];
  readonly type: number;
  /** Empty for texts. */
  readonly numbers: readonly number[];
  readonly texts: readonly string[];
}

/** Bytes of an element in `raw`, and how it is read. */
const RAW: Readonly<Record<number, readonly [number, (view: DataView, at: number) => number]>> = {
  [FLOAT]: [4, (view, at) => view.getFloat32(at, true)],
  [UINT8]: [1, (view, at) => view.getUint8(at)],
  [INT32]: [4, (view, at) => view.getInt32(at, true)],
  [INT64]: [8, (view, at) => Number(view.getBigInt64(at, true))],
  [DOUBLE]: [8, (view, at) => view.getFloat64(at, true)],
};

/** @throws {ForeignModelError} for a type or place that is not read, or another number of values than the shape says */
export function tensorOf(tensor: OnnxTensor, where: string): Tensor {
  const { dims, dataType: type = 0, raw } = tensor;
  if (tensor.external.length > 0 || (tensor.location ?? 0) !== 0) {
    throw new ForeignModelError(
      `Found ${where} in a file beside the model, expected it in the model itself.`,
      'Save the model with onnx.save(model, path, save_as_external_data=False).',
    );
  }
  const texts = type === STRING ? tensor.texts.map(textOf) : [];
  const numbers = raw === undefined || type === STRING ? listed(tensor, type) : unpack(raw, type);
  const size = dims.reduce((product, dim) => product * dim, 1);
  if (numbers === undefined)
    throw damaged(`Found data type ${type} of ${where}, expected numbers or texts.`);
  const found = type === STRING ? texts.length : numbers.length;
  if (found !== size || dims.some((dim) => dim < 0))
    throw damaged(
      `Found ${count(found, 'value')} of ${where}, expected ${dims.join(' x ') || 'one'}.`,
    );
  return { dims, type, numbers, texts };
}

function listed(tensor: OnnxTensor, type: number): readonly number[] | undefined {
  if (type === STRING) return [];
  if (type === FLOAT) return tensor.floats;
  if (type === DOUBLE) return tensor.doubles;
  if (type === INT64) return tensor.int64s;
  return type === INT32 || type === UINT8 ? tensor.int32s : undefined;
}

function unpack(raw: Uint8Array, type: number): readonly number[] | undefined {
  const [size, read] = RAW[type] ?? [0, undefined];
  if (read === undefined || raw.length % size !== 0) return undefined;
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  return Array.from({ length: raw.length / size }, (_, i) => read(view, i * size));
}

/** @throws {ForeignModelError} for bytes that are not UTF-8 */
export function textOf(bytes: Uint8Array): string {
  return utf8Of(bytes, 'a text of an ONNX model');
}
