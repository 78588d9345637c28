import { fitScaling, mergeRareLevels, scaleDataset } from '@lambda-forest/data';
import type { Dataset, ReadDataset, Split } from '@lambda-forest/data';
import { DEFAULT_POLICIES } from '@lambda-forest/schema';
import type { Policies } from '@lambda-forest/schema';
import { defined } from '@lambda-forest/text';
import { countWords, namesOfManyLevels, prepareEncoded } from '@lambda-forest/training';
import type { Engine, PreparedEngine } from '@lambda-forest/training';

import type { DataFile } from '../reading/read-data-file.ts';
import type { Division } from './split-data.ts';
import type { TrainOptions } from './train-options.ts';

/** A table as it is fitted, and on the way to it. */
export interface PreparedTable {
  /** With the rules for requests. */
  readonly given: Dataset;
  /** With words counted. */
  readonly counted: Dataset;
  /** Scaled if the options say so. */
  readonly dataset: Dataset;
  readonly prepared: PreparedEngine;
}

export async function prepareTable(
  { dataset: typed, groups, times }: ReadDataset,
  { split }: Division,
  engine: Engine,
  file: DataFile,
  options: TrainOptions,
): Promise<PreparedTable> {
  const { dataset: named, categories } = namesOfManyLevels(typed);
  const given = withPolicies(named, split, file, options);
  const counted = countWords(given, split.train);
  const dataset = scaled(counted, split, options);
  const prepared = await prepareEncoded(engine, dataset, {
    seed: options['random-state'],
    groups,
    times,
    ...(options.unseen === 'error' && { closed: categories }),
  });
  return { given, counted, dataset, prepared };
}

/** The dataset with what its model will hold requests to. */
function withPolicies(
  dataset: Dataset,
  split: Split,
  { missingMarkers }: DataFile,
  { missing, unseen }: TrainOptions,
): Dataset {
  const policies: Policies = { missing, unseen };
  const isDefault = missing === DEFAULT_POLICIES.missing && unseen === DEFAULT_POLICIES.unseen;
  const rules = {
    ...(isDefault ? {} : { policies }),
    ...defined({ missingMarkers }),
  };
  const merged = unseen === 'learned' ? mergeRareLevels(dataset, split.train) : dataset;
  return merged.task === 'classification'
    ? { ...merged, schema: { ...merged.schema, ...rules } }
    : { ...merged, schema: { ...merged.schema, ...rules } };
}

function scaled(dataset: Dataset, split: Split, options: TrainOptions): Dataset {
  if (options.scaler === 'none') return dataset;
  return scaleDataset(dataset, fitScaling(dataset, split.train));
}
