/**
 * What of CatBoost's JSON (catboost/libs/model/model_export/json_model_helpers.cpp) decides a prediction. Other members
 * are left aside.
 */
import * as z from 'zod/mini';

import { parseLenientJson } from '../reading/lenient-json.ts';
import { parseShape } from '../reading/parse-shape.ts';

const index = z.int().check(z.nonnegative());
const number = z.number();
/** CatBoost writes an empty list as null. */
const listOf = <T extends z.ZodMiniType>(item: T) =>
  z.pipe(
    z.nullish(z.array(item)),
    z.transform((list) => list ?? []),
  );

const floatFeature = z.object({
  feature_index: index,
  flat_feature_index: index,
  feature_id: z.optional(z.string()),
  nan_value_treatment: z.enum(['AsIs', 'AsFalse', 'AsTrue']),
});

const categoricalFeature = z.object({
  feature_index: index,
  flat_feature_index: index,
  feature_id: z.optional(z.string()),
  /** Hashes that splits compare with. */
  values: listOf(z.int()),
});

const ctr = z.object({
  elements: listOf(z.object({ cat_feature_index: z.optional(index) })),
});

const floatSplit = z.object({
  split_type: z.literal('FloatFeature'),
  float_feature_index: index,
  border: number,
});

const oneHotSplit = z.object({
  split_type: z.literal('OneHotFeature'),
  cat_feature_index: index,
  value: z.int(),
});

const split = z.union([floatSplit, oneHotSplit]);

const obliviousTree = z.object({
  splits: listOf(split),
  /** Of each leaf in turn, a number for each score. */
  leaf_values: z.array(number),
});

const node = z.union([
  z.object({ split, left: z.unknown(), right: z.unknown() }),
  z.object({ value: z.union([number, z.array(number)]) }),
]);

const lossFunction = z.object({ type: z.string() });

const classLabels = z.array(z.union([z.string(), number, z.boolean()]));

const model = z.object({
  features_info: z.object({
    float_features: listOf(floatFeature),
    categorical_features: listOf(categoricalFeature),
    ctrs: listOf(ctr),
    /** Of models that were saved with their pool. */
    cat_features_hash: listOf(z.object({ hash: z.int(), value: z.string() })),
  }),
  model_info: z.record(z.string(), z.unknown()),
  scale_and_bias: z.optional(z.tuple([number, z.union([number, z.array(number)])])),
});

const trees = z.union([
  z.object({ oblivious_trees: z.array(obliviousTree) }),
  z.object({ trees: z.array(z.unknown()) }),
]);

const parameters = z.object({ loss_function: z.optional(lossFunction) });
const classes = z.object({ class_names: z.optional(classLabels) });

export type CatboostModel = z.output<typeof model>;
export type CatboostTrees = z.output<typeof trees>;
export type CatboostSplit = z.output<typeof split>;
export type ObliviousTree = z.output<typeof obliviousTree>;
export type CatboostNode = z.output<typeof node>;

const LIBRARY = 'CatBoost';

/** @throws {ForeignModelError} naming the first member that is not as CatBoost writes it */
export function parseModel(value: unknown): CatboostModel {
  return parseShape(model, value, LIBRARY);
}

/** After the model's features have been found to be ones that we can say. @throws {ForeignModelError} */
export function parseTrees(value: unknown): CatboostTrees {
  return parseShape(trees, value, LIBRARY);
}

/** A node of a tree that is not oblivious; its children are unknown yet. @throws {ForeignModelError} */
export function parseNode(value: unknown): CatboostNode {
  return parseShape(node, value, LIBRARY);
}

/** What was learned, and the names of classes. @throws {ForeignModelError} */
export function parseTraining({
  params,
  loss_function,
  class_params,
}: CatboostModel['model_info']): {
  readonly loss: string | undefined;
  readonly classes: readonly string[];
} {
  const loss =
    parseShape(z.optional(lossFunction), unquoted(loss_function), LIBRARY) ??
    parseShape(z.optional(parameters), unquoted(params), LIBRARY)?.loss_function;
  const names = parseShape(z.optional(classes), unquoted(class_params), LIBRARY)?.class_names ?? [];
  return { loss: loss?.type, classes: names.map(labelOf) };
}

/** Models that were put together from others have JSON as texts here. */
function unquoted(value: unknown): unknown {
  return typeof value === 'string' ? parseLenientJson(value) : value;
}

/** As Python shows a label. */
function labelOf(label: string | number | boolean): string {
  return typeof label === 'boolean' ? (label ? 'True' : 'False') : String(label);
}
