import { basename } from 'node:path';

import type { ModelFacts } from '@lambda-forest/report';
import { inputColumns } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';
import type { JsonObject, Model } from '@lambda-forest/serializer';
import { snakeCaseKeys } from '@lambda-forest/text';

import { describeModelFile, summarise } from '../train/make-artifacts.ts';
import type { ModelId } from '../train/make-artifacts.ts';
import { PRODUCT_VERSION } from '../train/package-versions.ts';
import type { Check } from './check-predictions.ts';
import type { ImportOptions } from './import-options.ts';
import type { Source } from './read-source.ts';

/** What a model file is made from. */
export interface Imported extends Source {
  readonly from: string;
  readonly rounds: ImportOptions['rounds'];
  readonly schema: Schema;
  /** `metrics.json`. Undefined: nothing was measured. */
  readonly metrics: JsonObject | undefined;
}

/** The model with its provenance: which file of which library it was. */
export function importedModel(
  { foreign, sha256, from, rounds, schema, metrics }: Imported,
  id: ModelId,
): Model {
  const { forest, library, version, objective, trainRows = 0 } = foreign;
  return {
    schema,
    forest,
    provenance: {
      ...id,
      lambdaForest: PRODUCT_VERSION,
      engine: { name: library, version: `${library}@${version}` },
      options: { objective, target: schema.target.name, rounds: rounds ?? 'all' },
      seed: 0,
      data: { source: basename(from), sha256, rows: trainRows },
      split: { testSize: 0, trainRows, testRows: 0, stratified: false, folds: 0 },
      metrics: metrics === undefined ? {} : summarise(metrics),
    },
  };
}

/**
 * `metadata.json`, without what the model was made from.
 *
 * @param header of the table of `--data`: requests may have the columns that the model does not use
 */
export function describeModel(
  { schema, provenance }: Model,
  facts: ModelFacts,
  check: Check | undefined,
  header: readonly string[],
  now: Date,
): JsonObject {
  const used = new Set([schema.target.name, ...inputColumns(schema).map((each) => each.name)]);
  const why = 'the model does not use it';
  const { name, version, engine, options, data, split } = provenance;
  return snakeCaseKeys({
    name,
    version,
    createdAt: now.toISOString(),
    task: schema.task,
    engine,
    options,
    data: { ...data },
    split: { ...split },
    check: check === undefined ? null : { ...check },
    model: describeModelFile(facts),
    schema,
    leftOut: header
      .filter((column) => !used.has(column))
      .map((column) => ({ column, reason: 'unused', why })),
    packages: { 'lambda-forest': PRODUCT_VERSION },
  });
}
