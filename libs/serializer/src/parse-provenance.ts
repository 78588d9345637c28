import {
  flag,
  number,
  oneOf,
  record,
  recordWith,
  refined,
  satisfying,
  text,
  textLike,
  whole,
} from '@lambda-forest/schema/shape';
import type { Shape } from '@lambda-forest/schema/shape';

import { isPlainObject } from './canonical-json.ts';
import { SPLIT_KINDS } from './model.ts';
import type { JsonObject, Provenance } from './model.ts';
import { parseWith } from './parse-with.ts';

const MAX_SEED = 2 ** 32 - 1;

/** Kept as it is: whether its values are JSON is the canonical writer's question. */
const json: Shape<JsonObject> = satisfying('a JSON object', isPlainObject);

const provenance: Shape<Provenance> = record({
  name: text,
  version: text,
  lambdaForest: text,
  engine: record({ name: text, version: text }),
  options: json,
  seed: whole(0, MAX_SEED),
  data: record({
    source: textLike('a file name without its folder', /^[^/\\]+$/),
    sha256: textLike('64 lower-case hexadecimal digits', /^[0-9a-f]{64}$/),
    rows: whole(0),
  }),
  split: recordWith(
    {
      testSize: refined(number, 'a number from 0 to below 1', (share) => share >= 0 && share < 1),
      trainRows: whole(0),
      testRows: whole(0),
      stratified: flag,
      folds: whole(0),
    },
    { kind: oneOf(...SPLIT_KINDS), column: text },
  ),
  metrics: json,
});

/**
 * Turns an untrusted value into a provenance.
 *
 * @throws {InvalidModelError} naming the first field that is not as `Provenance` says
 */
export function parseProvenance(value: unknown): Provenance {
  return parseWith(provenance, value, 'provenance');
}
