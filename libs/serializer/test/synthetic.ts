/** Models of a realistic size and shape, grown from a seed without any training. */
import { ForestBuilder } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import type { Schema } from '@lambda-forest/schema';

import type { Model, Provenance } from '../src/index.ts';

export interface SyntheticShape {
  readonly trees: number;
  /** Leaves of each tree; a tree has one split less. */
  readonly leavesPerTree: number;
  readonly features: number;
  readonly classes: number;
  /** Distinct thresholds of each feature. */
  readonly thresholds: number;
  /** Share of leaves that answer with one class alone. */
  readonly pureShare: number;
}

export function syntheticModel(shape: SyntheticShape): Model {
  return {
    schema: syntheticSchema(shape),
    forest: syntheticForest(shape),
    provenance: PROVENANCE,
  };
}

export const PROVENANCE: Provenance = {
  name: 'synthetic',
  version: '1.0.0',
  lambdaForest: '0.1.0',
  engine: { name: 'synthetic', version: '1.0.0' },
  options: { nEstimators: 100, maxDepth: null, maxFeatures: 'sqrt', bootstrap: true },
  seed: 42,
  data: { source: 'synthetic.csv', sha256: '0123456789abcdef'.repeat(4), rows: 20_000 },
  split: { testSize: 0.2, trainRows: 16_000, testRows: 4_000, stratified: true, folds: 5 },
  metrics: { accuracy: 0.9675, logLoss: 0.34, rocAuc: null },
};

function syntheticSchema({ features, classes }: SyntheticShape): Schema {
  const labels = Array.from({ length: classes }, (_, k) => `class_${k}`);
  return {
    task: 'classification',
    target: { name: 'target', classes: labels, counts: labels.map((_, k) => 700 + k) },
    features: Array.from({ length: features }, (_, f) => ({
      kind: 'numeric',
      name: `feature_${f}`,
      minimum: 0,
      maximum: 15,
      mean: 6.973425 + f / 7,
      standardDeviation: 2.1869012345678,
      missing: 0,
    })),
    rowCount: 16_000,
  };
}

function syntheticForest(shape: SyntheticShape): Forest {
  const { trees, leavesPerTree, features, classes, thresholds, pureShare } = shape;
  const random = randomNumbers(7);
  const below = (limit: number) => Math.floor(random() * limit);
  const builder = new ForestBuilder(features, classes);

  const answer = () => {
    const row = new Array<number>(classes).fill(0);
    if (random() < pureShare) {
      row[below(classes)] = 1;
      return row;
    }
    const samples = 2 + below(6);
    for (let i = 0; i < samples; i++) row[below(classes)]! += 1;
    return row.map((count) => count / samples);
  };
  const grow = (leaves: number) => {
    if (leaves === 1) {
      builder.addLeaf(answer());
      return;
    }
    const threshold = below(thresholds) + 0.5;
    builder.addSplit({ feature: below(features), threshold, missingLeft: false });
    const left = 1 + below(leaves - 1);
    grow(left);
    grow(leaves - left);
  };

  for (let tree = 0; tree < trees; tree++) grow(leavesPerTree);
  return builder.build();
}

/** A linear congruential generator (constants of Numerical Recipes), good enough to vary a shape. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
