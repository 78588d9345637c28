/** A booster behind the steps of a pipeline: its splits become splits of the table. */
import type { Forest } from '@lambda-forest/forest';
import {
  CATEGORICAL,
  ForestBuilder,
  LEAF,
  MISSING_LEFT,
  rowWidth,
  ZERO_MISSING,
} from '@lambda-forest/forest';

import { damaged, ForeignModelError } from '../errors.ts';
import type { ForeignModel } from '../foreign-model.ts';
import { inputsOf } from './inputs.ts';
import type { StepColumn } from './steps/step-column.ts';

/**
 * @param columns what the booster gets, as many as it has features
 * @throws {ForeignModelError} for categories, terms of leaves, and zeros that are missing
 */
export function throughColumns(booster: ForeignModel, columns: readonly StepColumn[]): Forest {
  const { forest, library } = booster;
  if (forest.featureCount !== columns.length)
    throw damaged(
      `Found a booster of ${forest.featureCount} features, expected ${columns.length}.`,
    );
  const odd = forest.flags.some((flag) => (flag & (CATEGORICAL | ZERO_MISSING)) !== 0);
  if (
    odd ||
    forest.linear !== undefined ||
    booster.columns.some(({ kind }) => kind !== 'numeric')
  ) {
    throw new ForeignModelError(
      `Found categories, linear leaves or zeros that are missing in a booster of ${library} behind the steps of a Pipeline, expected splits of numbers.`,
      'Save the booster by itself, and compute what the steps do before it, in training and in requests.',
    );
  }
  const inputs = inputsOf(columns, forest.roundsInputs);
  const oneScoreATree = forest.treeOutput.length > 0;
  const { aggregation, baseScore, link, roundsScores } = forest;
  const builder = new ForestBuilder(inputs.count, forest.outputCount, {
    aggregation,
    baseScore,
    link,
    roundsScores,
    roundsInputs: inputs.roundsInputs,
    oneScoreATree,
  });
  const width = rowWidth(forest);
  for (let tree = 0; tree + 1 < forest.treeStart.length; tree++) {
    const start = forest.treeStart[tree]!;
    if (oneScoreATree) builder.startTree(forest.treeOutput[tree]!);
    inputs.addTree(builder, `tree ${tree}`, forest.treeStart[tree + 1]! - start, (index) => {
      const node = start + index;
      const feature = forest.feature[node]!;
      const next = forest.next[node]!;
      if (feature === LEAF)
        return { leaf: [...forest.values.subarray(next * width, (next + 1) * width)] };
      const missingLeft = (forest.flags[node]! & MISSING_LEFT) !== 0;
      const split = { feature, threshold: forest.threshold[node]!, missingLeft };
      return { split, left: index + 1, right: next - start };
    });
  }
  return builder.build();
}
