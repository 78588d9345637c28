import type { Dataset } from '@lambda-forest/data';
import { evaluateClassification, evaluateRegression } from '@lambda-forest/evaluator';
import type { Feature, Schema } from '@lambda-forest/schema';

import type { ReportInput } from '../src/index.ts';

export interface Size {
  readonly rows: number;
  readonly features: number;
  /** 0: a quantity. */
  readonly classes: number;
  /** Makes the names of features, classes and the target. */
  readonly name?: (kind: string, index: number) => string;
  /** Each value is missing once in this many rows; 0: never. */
  readonly missingEvery?: number;
  /** Whether every third feature is a category. */
  readonly categories?: boolean;
}

/** An invented input of any size: the same size gives the same input. */
export function reportInput(size: Size): ReportInput {
  const { rows: rowCount, features: featureCount, classes } = size;
  const { name = (kind, index) => `${kind}_${index}`, missingEvery = 0 } = size;
  const random = generator();
  const columns = Array.from({ length: featureCount }, (_, f) =>
    Float64Array.from({ length: rowCount }, (_, row) => {
      if (missingEvery > 0 && (row + f) % missingEvery === 0) return NaN;
      return isCategory(size, f) ? Math.floor(random() * 4) : Math.round(random() * 1000) / 10;
    }),
  );
  const features = columns.map((column, f) => describeFeature(size, f, name('feature', f), column));
  const base = { features, rowCount };
  const quantity = Float64Array.from({ length: rowCount }, () => random() * 100);
  const target = quantity.map((value) => Math.floor((value / 100) * Math.max(1, classes)));
  const labels = Array.from({ length: classes }, (_, k) => name('class', k));
  const schema: Schema =
    classes > 0
      ? {
          ...base,
          task: 'classification',
          target: {
            name: name('target', 0),
            classes: labels,
            counts: labels.map((_, k) => target.filter((one) => one === k).length),
          },
        }
      : {
          ...base,
          task: 'regression',
          target: {
            name: name('target', 0),
            minimum: Math.min(...quantity),
            maximum: Math.max(...quantity),
            mean: 50,
            standardDeviation: 30,
          },
        };
  const dataset = (
    schema.task === 'classification'
      ? { task: 'classification', schema, rowCount, columns, target: Int32Array.from(target) }
      : { task: 'regression', schema, rowCount, columns, target: quantity }
  ) satisfies Dataset;
  const rows = Uint32Array.from({ length: rowCount }, (_, row) => row);
  const scores =
    classes > 0
      ? voteScores(target, classes, random)
      : quantity.map((value) => value + (random() - 0.5) * 30);
  const metrics =
    classes > 0
      ? evaluateClassification(Int32Array.from(target), scores, labels)
      : evaluateRegression(quantity, scores);
  const outputs = Math.max(1, classes);
  return {
    model: {
      name: 'made-up',
      version: '1.0.0',
      lambdaForest: '0.1.0',
      isImported: false,
      learner: 'forest',
      engine: { name: 'histogram', version: 'histogram@1.0.0' },
      options: { n_estimators: 100, max_depth: null, bootstrap: true, target: name('target', 0) },
      seed: 42,
      data: { source: name('file', 0), sha256: 'a'.repeat(64), rows: rowCount },
      split: {
        testSize: 0.2,
        trainRows: rowCount,
        testRows: rowCount,
        stratified: classes > 0,
        folds: 5,
      },
      file: { name: 'model.forest', sha256: 'b'.repeat(64), bytes: 12_345 },
      trees: 100,
      nodes: 4_321,
    },
    schema,
    metric: classes > 0 ? 'accuracy' : 'r2',
    evaluation: {
      rowsName: 'the test rows',
      dataset,
      rows,
      table: tableOf(rowCount),
      scores,
      metrics,
    },
    training: {
      formats: ['CSV separated by ",", UTF-8'],
      leftOut: [{ column: name('left', 0), why: 'a number of its own in each row' }],
      crossValidation: { scores: [0.9, 0.8, 0.85], mean: 0.85, standardDeviation: 0.04 },
      outOfBagScore: 0.83,
      outOfBagCurve: {
        points: Array.from({ length: 40 }, (_, i) => ({ trees: i + 1, error: 1 / (i + 2) })),
        rows: rowCount,
        allRows: rowCount,
      },
    },
    explanation: {
      importances: {
        columns: features.map(({ name: column }, f) => ({
          name: column,
          features: [f],
          impurity: 1 / (f + 2),
          permutation: { mean: 0.3 / (f + 1) - 0.02, deviation: 0.02 },
        })),
        permutation: { repeats: 5, rows: rowCount },
      },
      leading: [...features.keys()],
      partialDependence: features.slice(0, 6).map((feature, f) => {
        const points = feature.kind === 'categorical' ? feature.levels.length : 20;
        const step = feature.kind === 'categorical' ? 1 : 5;
        return {
          feature: f,
          grid: Array.from({ length: points }, (_, i) => i * step),
          mean: Array.from({ length: points * outputs }, () => random()),
        };
      }),
      partialDependenceRows: { name: 'training rows', rows: rows.slice(0, 300) },
    },
  };
}

/** Rows of one file whose first line is the header. */
function tableOf(rowCount: number): ReportInput['evaluation']['table'] {
  const lines = Uint32Array.from({ length: rowCount }, (_, row) => row + 2);
  return { lines, parts: [{ source: 'rows.csv', firstRow: 0, format: 'CSV' }] };
}

function isCategory({ categories = false }: Size, feature: number): boolean {
  return categories && feature % 3 === 2;
}

function describeFeature(size: Size, index: number, name: string, column: Float64Array): Feature {
  const missing = column.filter(Number.isNaN).length;
  if (isCategory(size, index)) {
    const levels = ['red', 'green', 'blue', 'a level with a rather long name'];
    const counts = levels.map((_, level) => column.filter((value) => value === level).length);
    return { kind: 'categorical', name, levels, counts, missing };
  }
  return {
    kind: 'numeric',
    name,
    minimum: 0,
    maximum: 100,
    mean: 50,
    standardDeviation: 28.9,
    missing,
  };
}

/** Votes of 64 trees, more of them for the truth. */
function voteScores(truth: ArrayLike<number>, classes: number, random: () => number): Float64Array {
  const scores = new Float64Array(truth.length * classes);
  for (let row = 0; row < truth.length; row++) {
    for (let tree = 0; tree < 64; tree++) {
      const vote = random() < 0.6 ? truth[row]! : Math.floor(random() * classes);
      scores[row * classes + vote]! += 1 / 64;
    }
  }
  return scores;
}

/** The same numbers from 0 to 1 each time: G. Marsaglia's xorshift. */
function generator(): () => number {
  let state = 2_463_534_242;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}
