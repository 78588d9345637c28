import type { ModelId } from '@lambda-forest/api';
import { defaultBodyLimit, RowReader, TrainingRange } from '@lambda-forest/api/reading';
import { compileRows } from '@lambda-forest/forest';
import { decodeModel } from '@lambda-forest/serializer';

import { predict } from './predictor.ts';
import type { Answering } from './predictor.ts';

/** A model with what serving it needs, made once. */
export interface ServedModel extends Answering {
  /** Of the whole file, in hexadecimal. */
  readonly sha256: string;
  /** What answers say about the model. */
  readonly id: ModelId;
  readonly reader: RowReader;
  readonly range: TrainingRange;
  /** Bytes that one prediction's body may have unless configured. */
  readonly bodyLimit: number;
}

const SHORT_HASH_DIGITS = 12;

/**
 * Rows predicted before the first request, so that it does not wait for the path to be compiled. Few: until the
 * engine optimises it, which takes thousands, each row costs the cold start a good part of a millisecond.
 */
const WARM_UP_ROWS = 3;

/**
 * From a model file's bytes to a model that is ready to answer.
 *
 * @param expectedSha256 what the bytes must hash to, if anybody said so
 * @param isIgnored whether requests may have a column of this name, although the model does not
 * @throws {ModelCorruptedError} for other bytes, or bytes that are no model
 * @throws {ModelVersionError} for a file of a newer format
 */
export function loadModel(
  bytes: Uint8Array,
  expectedSha256?: string,
  isIgnored?: (name: string) => boolean,
): ServedModel {
  const { thresholds, ...decoded } = decodeModel(bytes, expectedSha256);
  const model = { ...decoded, predictor: compileRows(thresholds, decoded.forest) };
  const { schema, provenance, sha256 } = model;
  warmUp(model);
  return {
    ...model,
    id: {
      name: provenance.name,
      version: provenance.version,
      sha256: sha256.slice(0, SHORT_HASH_DIGITS),
    },
    reader: new RowReader(schema, isIgnored),
    range: new TrainingRange(schema),
    bodyLimit: defaultBodyLimit(schema),
  };
}

function warmUp(model: Answering): void {
  const means = model.schema.features.map((each) => (each.kind === 'numeric' ? each.mean : 0));
  for (let row = 0; row < WARM_UP_ROWS; row++) predict(model, Float64Array.from(means));
}
