import { parseSchema } from '@lambda-forest/schema';

import { canonicalJson } from './canonical-json.ts';
import { checkModel } from './check-model.ts';
import { seal } from './container.ts';
import { encodeForest } from './encode-forest.ts';
import { oldestVersion } from './forest-layout.ts';
import type { Model } from './model.ts';
import { parseProvenance } from './parse-provenance.ts';

/**
 * The bytes of a model file, as docs/model-format.md describes them, in the oldest version of the format that
 * holds the model. Equal models give equal bytes.
 *
 * ```ts
 * const bytes = encodeModel({ schema, forest, provenance });
 * const again = decodeModel(bytes); // equal to the bit
 * ```
 *
 * @throws {InvalidModelError} if the parts do not agree, the provenance is not valid, JSON cannot hold a
 *   value (NaN, an infinity), or the file would be larger than 256 MiB
 * @throws {InvalidSchemaError} for a schema that is not one
 * @throws {InvalidForestError} for a forest that is not one
 */
export function encodeModel(model: Model): Uint8Array {
  const schema = parseSchema(model.schema);
  const provenance = parseProvenance(model.provenance);
  checkModel(schema, model.forest);
  const { layout, sections } = encodeForest(model.forest);
  return seal(
    oldestVersion(schema, layout),
    canonicalJson({ forest: layout, provenance, schema }),
    sections,
  );
}
