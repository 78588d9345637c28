import { nodeCount } from '@lambda-forest/forest';

import { measureByTurns } from './measure.ts';
import type { Subject } from './measure.ts';
import { predictorsOf, requireEqualAnswers } from './predictors.ts';
import type { NamedPredictor } from './predictors.ts';
import { seededForest, seededRows } from './seeded-forest.ts';
import { SHAPES } from './shapes.ts';
import type { ShapeName } from './shapes.ts';
import { spread } from './spread.ts';
import type { Spread } from './spread.ts';

export interface BenchSettings {
  readonly rounds: number;
  readonly batchRows: number;
  readonly seed: number;
}

/** What one predictor took on one forest. */
export interface Result {
  readonly forest: ShapeName;
  readonly nodes: number;
  readonly predictor: string;
  /** Microseconds for one row, predicted alone. */
  readonly row: Spread;
  /** Microseconds a row, predicted in batches. */
  readonly batch: Spread;
}

/** Different rows that are predicted alone: enough that branches are not learned by heart. */
const SINGLE_ROWS = 4096;

/** Long enough for the clock, short enough to fall between what else the machine does. */
const ROUND_MS = 5;

/** @param now milliseconds on a clock that does not go back */
export function benchShape(name: ShapeName, settings: BenchSettings, now: () => number): Result[] {
  const shape = SHAPES[name];
  const forest = seededForest(shape, settings.seed);
  const predictors = predictorsOf(forest);
  const rows = seededRows(shape, SINGLE_ROWS, settings.seed);
  const batch = seededRows(shape, settings.batchRows, settings.seed + 1);
  requireEqualAnswers(predictors, rows.subarray(0, 1024 * shape.features), shape.features);
  const subjects = [
    ...predictors.map((predictor) => singleSubject(predictor, rows, shape.features, shape.outputs)),
    ...predictors.map((predictor) => batchSubject(predictor, batch)),
  ];
  const samples = measureByTurns(subjects, settings.rounds, ROUND_MS, now);
  return predictors.map((predictor, i) => ({
    forest: name,
    nodes: nodeCount(forest),
    predictor: predictor.name,
    row: spread(samples[i]!),
    batch: spread(samples[predictors.length + i]!.map((us) => us / settings.batchRows)),
  }));
}

function singleSubject(
  predictor: NamedPredictor,
  rows: Float64Array,
  features: number,
  outputs: number,
): Subject {
  const all = Array.from({ length: rows.length / features }, (_, i) =>
    rows.slice(i * features, (i + 1) * features),
  );
  const out = new Float64Array(outputs);
  let next = 0;
  return {
    name: predictor.name,
    run(units) {
      for (let i = 0; i < units; i++) {
        predictor.predictRow(all[next]!, out);
        next = next + 1 === all.length ? 0 : next + 1;
      }
    },
  };
}

function batchSubject(predictor: NamedPredictor, rows: Float64Array): Subject {
  return {
    name: predictor.name,
    run(units) {
      for (let i = 0; i < units; i++) predictor.predictBatch(rows);
    },
  };
}
