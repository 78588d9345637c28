import { inputColumns } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';

import type { TensorMetadata } from '../../answers.ts';

/** Types whose elements are numbers in JSON. BOOL is not among them: a boolean is no measurement. */
export const NUMERIC_DATATYPES: ReadonlySet<unknown> = new Set(
  ['UINT', 'INT']
    .flatMap((kind) => [8, 16, 32, 64].map((bits) => `${kind}${bits}`))
    .concat([16, 32, 64].map((bits) => `FP${bits}`)),
);

/** The type of texts. */
export const TEXT_DATATYPE = 'BYTES';

/** One tensor with all features if all are quantities, else one for each feature. */
export function inputTensors({ features }: Schema): readonly TensorMetadata[] {
  const columns = inputColumns(features);
  if (columns.every(({ kind }) => kind === 'numeric')) {
    return [{ name: 'input-0', datatype: 'FP64', shape: [-1, columns.length] }];
  }
  return columns.map(({ name, kind }) => ({
    name,
    datatype: kind === 'numeric' ? 'FP64' : TEXT_DATATYPE,
    shape: [-1, 1],
  }));
}

/** `predict` is the class's index or the quantity; `predict_proba` has the classes in schema order. */
export function outputTensors(schema: Schema): readonly TensorMetadata[] {
  if (schema.task === 'regression') return [{ name: 'predict', datatype: 'FP64', shape: [-1, 1] }];
  return [
    { name: 'predict', datatype: 'INT64', shape: [-1, 1] },
    { name: 'predict_proba', datatype: 'FP64', shape: [-1, schema.target.classes.length] },
  ];
}
