import type { ColumnReader, Feature, Schema } from '@lambda-forest/schema';

import type { TensorMetadata } from '../../answers.ts';

/** Every type that a tensor may have, with its least and its largest number, and of whole numbers the one beyond it. */
export const DATATYPES = new Map<unknown, readonly [least: number, most: number]>([
  ...[8, 16, 32, 64].flatMap((bits) => {
    const range = 2 ** bits;
    return [
      [`UINT${bits}`, [0, range]],
      [`INT${bits}`, [-range / 2, range / 2]],
    ] as const;
  }),
  ['FP16', [-65_504, 65_504]],
  ['FP32', [-3.4028234663852886e38, 3.4028234663852886e38]],
  ['FP64', [-Infinity, Infinity]],
  ['BOOL', [0, 2]],
  ['BYTES', [-Infinity, Infinity]],
]);

/** One tensor with all features if all are quantities, else one for each feature, in the order of the readers. */
export function inputTensors(readers: readonly ColumnReader[]): readonly TensorMetadata[] {
  if (readers.every(({ column }) => column.kind === 'numeric')) {
    return [{ name: 'input-0', datatype: 'FP64', shape: [-1, readers.length] }];
  }
  return readers.map(({ column: { name, kind, feature }, mayMiss }) => ({
    name,
    datatype: kind === 'numeric' ? 'FP64' : isBoolean(feature) ? 'BOOL' : 'BYTES',
    shape: [-1, 1],
    ...(mayMiss && { parameters: { optional: true } }),
  }));
}

function isBoolean(feature: Feature): boolean {
  return feature.kind === 'categorical' && feature.boolean === true;
}

/** `predict` is the class's index or the quantity; `predict_proba` has the classes in schema order. */
export function outputTensors(schema: Schema): readonly TensorMetadata[] {
  if (schema.task === 'regression') return [{ name: 'predict', datatype: 'FP64', shape: [-1, 1] }];
  return [
    { name: 'predict', datatype: 'INT64', shape: [-1, 1] },
    { name: 'predict_proba', datatype: 'FP64', shape: [-1, schema.target.classes.length] },
    { name: 'class_name', datatype: 'BYTES', shape: [-1, 1] },
  ];
}
