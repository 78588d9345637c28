/**
 * What of XGBoost's JSON and UBJ files (versions 1.0 to 3.4, demo/json-model and src/tree/io_utils.h) decides a
 * prediction. Other members are left aside.
 */
import { quote } from '@lambda-forest/text';
import * as z from 'zod/mini';

import { ForeignModelError } from '../errors.ts';
import { parseShape } from '../reading/parse-shape.ts';

/** The newest version whose files are known. */
const NEWEST = [3, 4] as const;

/** XGBoost writes parameters as texts. */
const wholeText = z.pipe(z.string().check(z.regex(/^\d{1,9}$/)), z.transform(Number));
/** Of UBJ, or of JSON read leniently: NaN and infinities, too, which stand where nothing is compared or all is missing. */
const number = z.union([
  z.custom<number>((value) => typeof value === 'number'),
  z.pipe(z.enum(['NaN', 'Infinity', '-Infinity']), z.transform(Number)),
]);
const index = z.int();
const numbers = z.array(number);
const indices = z.array(index);
const flags = z.array(z.union([z.pipe(z.boolean(), z.transform(Number)), index]));

const tree = z.object({
  left_children: indices,
  right_children: indices,
  split_indices: indices,
  split_conditions: numbers,
  default_left: flags,
  /** From 1.3 on: 1 is categorical. */
  split_type: z.optional(z.array(index)),
  categories: z.optional(indices),
  categories_nodes: z.optional(indices),
  categories_segments: z.optional(indices),
  categories_sizes: z.optional(indices),
  /** Of trees whose leaves answer for every output; up to 3.1, base_weights has them, of all nodes. */
  leaf_weights: z.optional(numbers),
  base_weights: z.optional(z.array(z.unknown())),
  tree_param: z.object({ size_leaf_vector: z.optional(wholeText) }),
});

/** The levels of a column: texts one behind the other, or numbers. */
const levels = z.union([
  z.object({ offsets: indices, values: indices }),
  z.object({ type: z.number(), values: numbers }),
]);

/** Strict: a member that is not known might weigh or leave out trees. */
const trees = z.strictObject({
  gbtree_model_param: z.object({
    num_trees: wholeText,
    num_parallel_tree: z.optional(wholeText),
  }),
  trees: z.array(tree),
  tree_info: indices,
  iteration_indptr: z.optional(indices),
  /** From 3.1 on. */
  cats: z.optional(z.object({ enc: z.array(levels), feature_segments: indices })),
  /** Of dart, from 3.4 on. */
  weight_drop: z.optional(numbers),
});

/** How a booster of any kind is told from another. */
const kind = z.object({
  version: z.array(index).check(z.length(3)),
  learner: z.object({
    gradient_booster: z.object({ name: z.string(), gbtree_train_param: z.optional(z.unknown()) }),
  }),
});

const gradientBooster = z.union([
  z.strictObject({
    name: z.literal(['gbtree', 'dart']),
    model: trees,
    /** Of dart in 3.3. */
    weight_drop: z.optional(numbers),
  }),
  z.strictObject({
    name: z.literal('dart'),
    gbtree: z.object({ model: trees }),
    weight_drop: numbers,
  }),
]);

const booster = z.object({
  version: z.tuple([index, index, index]),
  learner: z.object({
    learner_model_param: z.object({
      base_score: z.string(),
      num_class: wholeText,
      num_feature: wholeText,
      num_target: z.optional(wholeText),
    }),
    objective: z.object({ name: z.string() }),
    attributes: z.optional(z.record(z.string(), z.unknown())),
    feature_names: z.optional(z.array(z.string())),
    feature_types: z.optional(z.array(z.string())),
    gradient_booster: gradientBooster,
  }),
});

export type Booster = z.output<typeof booster>;
export type BoosterTree = z.output<typeof tree>;
export type BoosterLevels = z.output<typeof levels>;
export type BoosterTrees = z.output<typeof trees>;

/** @throws {ForeignModelError} naming the first member that is not as XGBoost writes it */
export function parseBooster(value: unknown): Booster {
  const known = parseShape(kind, value, 'XGBoost');
  const [major = 0, minor = 0] = known.version;
  if (major < 1 || major > NEWEST[0] || (major === NEWEST[0] && minor > NEWEST[1])) {
    throw new ForeignModelError(
      `Found a model of XGBoost ${known.version.join('.')}, expected 1.0 to ${NEWEST.join('.')}: what its members mean may have changed.`,
      'Load it with one of these versions and save it again.',
    );
  }
  const { name, gbtree_train_param: setting } = known.learner.gradient_booster;
  if (setting !== undefined) {
    throw new ForeignModelError(
      'Found a configuration of XGBoost, as save_config() gives it, expected a model.',
      'Save the model with save_model("model.json").',
    );
  }
  if (name !== 'gbtree' && name !== 'dart') {
    throw new ForeignModelError(
      `Found the booster ${quote(name)}, expected trees: gbtree or dart.`,
      'Train it with booster=gbtree.',
    );
  }
  return parseShape(booster, value, 'XGBoost');
}
