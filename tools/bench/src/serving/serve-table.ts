import { splitRows } from '@lambda-forest/data';
import { nodeCount } from '@lambda-forest/forest';

import { calibrated } from '../calibrate.ts';
import { BenchError, PeerError } from '../errors.ts';
import { readSplit, writeSplit } from '../peers/exchange.ts';
import type { PeerProcess } from '../peers/peer-process.ts';
import { withFolder } from '../scratch-folder.ts';
import type { BenchTable } from '../tables/tables.ts';
import { TEST_SIZE } from '../training/setting.ts';
import { growForest } from './grow-forest.ts';
import { measureStart } from './measure-start.ts';
import { modelFile } from './model-file.ts';
import {
  ownPredictors,
  peerPredictors,
  requireEqualAnswers,
  timePredictors,
} from './predictors.ts';
import type { Predictor } from './predictors.ts';
import type { ServedTable, ServingSettings, TimedPredictor } from './results.ts';

/** The relative error of 32-bit floats, in which onnxruntime adds up. */
export const SINGLE_PRECISION = 1e-5;

/** Grows a forest, checks that all predictors give the same answers, and times them in turn. */
export async function serveTable(
  table: BenchTable,
  settings: ServingSettings,
  peers: PeerProcess | undefined,
  report: (doing: string) => void,
): Promise<ServedTable> {
  const dataset = await table.load();
  const features = dataset.columns.length;
  const outputs = dataset.task === 'classification' ? dataset.schema.target.classes.length : 1;
  return withFolder(async (folder) => {
    report('growing the forest');
    const split = splitRows(dataset, { testSize: TEST_SIZE, seed: settings.seed });
    await writeSplit(folder, dataset, split);
    const { train, testRows } = await readSplit(folder);
    const rows = testRows.map(Math.fround); // rounded to 32 bits for all predictors
    const { forest, grownBy } = await growForest(train, folder, settings, peers);

    report('comparing answers');
    const own = ownPredictors(forest, rows);
    requireEqualAnswers(own, rows, features);
    const others = peerPredictors(peers, folder);
    const all = [...own, ...others];
    const differences = await compare(own, others);

    report('timing');
    const { calibration, result: times } = await calibrated(() => timePredictors(all, settings));
    const predictors = all.map(({ name }, i): TimedPredictor => ({
      name,
      difference: differences[i] ?? null,
      ...times[i]!,
    }));
    const { starts } = settings;

    report('starting processes');
    const file = modelFile(dataset.schema, forest);
    return {
      table: table.name,
      grownBy,
      nodes: nodeCount(forest),
      features,
      outputs,
      rows: rows.length / features,
      fileBytes: file.length,
      calibration,
      predictors,
      ...(starts > 0 && { start: await measureStart(folder, file, starts) }),
    };
  });
}

/**
 * The difference of each predictor to the first peer, ours first; nothing without a peer.
 *
 * @throws {BenchError} if one of ours differs
 * @throws {PeerError} if a peer differs by more than its precision explains
 */
async function compare(
  own: readonly Predictor[],
  peers: readonly Predictor[],
): Promise<readonly number[]> {
  const expected = await peers[0]?.predictAll();
  if (expected === undefined) return [];
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const differences: number[] = [];
  for (const { name, predictAll } of [...own, ...peers]) {
    const difference = largestDifference(await predictAll(), expected);
    if (differences.length < own.length && difference > 0) {
      throw new BenchError(
        `Found the ${name} ${difference} off scikit-learn, expected no difference.`,
        'Do not trust its times before that is fixed.',
      );
    }
    if (difference > scale * SINGLE_PRECISION) {
      throw new PeerError(
        `Found ${name} ${difference} off scikit-learn, so that it has other trees.`,
      );
    }
    differences.push(difference);
  }
  return differences;
}

/** The largest difference between two answers for the same rows; infinite if their numbers differ. */
export function largestDifference(left: Float64Array, right: Float64Array): number {
  if (left.length !== right.length) return Infinity;
  return left.reduce((most, value, i) => Math.max(most, Math.abs(value - right[i]!)), 0);
}
