/** What of YDF's files decides a prediction (yggdrasil_decision_forests/model and dataset/data_spec.proto). */
import { bytes, double, float, int, many, message, one, text } from '../reading/protobuf.ts';
import type { MessageKind } from '../reading/protobuf.ts';

type Of<K> = K extends MessageKind<infer T> ? T : never;

/** In this order in the enum ColumnType. */
export const COLUMN_TYPES = [
  'UNKNOWN',
  'NUMERICAL',
  'NUMERICAL_SET',
  'NUMERICAL_LIST',
  'CATEGORICAL',
  'CATEGORICAL_SET',
  'CATEGORICAL_LIST',
  'BOOLEAN',
  'STRING',
  'DISCRETIZED_NUMERICAL',
  'HASH',
  'NUMERICAL_VECTOR_SEQUENCE',
] as const;

const column = message({
  type: one(1, int),
  name: one(2, text),
  numerical: one(5, message({ min: one(2, float), max: one(3, float) })),
  categorical: one(
    6,
    message({
      size: one(2, int),
      isInteger: one(5, int),
      isOffset: one(8, int),
      items: many(
        7,
        message({
          key: one(1, text),
          value: one(2, message({ index: one(1, int), count: one(2, int) })),
        }),
      ),
    }),
  ),
  discretized: one(8, message({ boundaries: many(1, float) })),
  boolean: one(9, message({ trues: one(1, int), falses: one(2, int) })),
});

export const DATA_SPEC = message({ columns: many(1, column), rows: one(2, int) });

/** In this order in the enum Task. */
export const TASKS = [
  'UNDEFINED',
  'CLASSIFICATION',
  'REGRESSION',
  'RANKING',
  'CATEGORICAL_UPLIFT',
  'NUMERICAL_UPLIFT',
  'ANOMALY_DETECTION',
  'SURVIVAL_ANALYSIS',
] as const;

export const HEADER = message({
  name: one(1, text),
  task: one(2, int),
  label: one(3, int),
  features: many(5, int),
});

export const FOREST_HEADER = message({
  shards: one(1, int),
  trees: one(2, int),
  winnerTakesAll: one(3, int),
  nodeFormat: one(7, text),
});

/** In this order in the enum Loss. */
export const LOSSES = [
  'DEFAULT',
  'BINOMIAL_LOG_LIKELIHOOD',
  'SQUARED_ERROR',
  'MULTINOMIAL_LOG_LIKELIHOOD',
  'LAMBDA_MART_NDCG5',
  'XE_NDCG_MART',
  'BINARY_FOCAL_LOSS',
  'POISSON',
  'MEAN_AVERAGE_ERROR',
  'LAMBDA_MART_NDCG',
  'COX_PROPORTIONAL_HAZARD',
] as const;

export const BOOSTING_HEADER = message({
  shards: one(1, int),
  trees: one(2, int),
  loss: one(3, int),
  initialPredictions: many(4, float),
  treesPerIteration: one(5, int),
  nodeFormat: one(7, text),
  outputsLogits: one(9, int),
});

const nothing = message({});

const condition = message({
  naValue: one(1, int),
  attribute: one(2, int),
  type: one(
    3,
    message({
      na: one(1, nothing),
      higher: one(2, message({ threshold: one(1, float) })),
      trueValue: one(3, nothing),
      contains: one(4, message({ elements: many(1, int) })),
      containsBitmap: one(5, message({ bitmap: one(1, bytes) })),
      discretizedHigher: one(6, message({ threshold: one(1, int) })),
      oblique: one(7, nothing),
      vectors: one(8, nothing),
    }),
  ),
});

export const NODE = message({
  classifier: one(
    1,
    message({
      top: one(1, int),
      distribution: one(2, message({ counts: many(1, double), sum: one(2, double) })),
    }),
  ),
  regressor: one(2, message({ top: one(1, float) })),
  condition: one(3, condition),
});

export type DataSpec = Of<typeof DATA_SPEC>;
export type SpecColumn = Of<typeof column>;
export type Header = Of<typeof HEADER>;
export type ForestHeader = Of<typeof FOREST_HEADER>;
export type BoostingHeader = Of<typeof BOOSTING_HEADER>;
export type Condition = Of<typeof condition>;
export type Node = Of<typeof NODE>;
