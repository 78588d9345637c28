import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import { splitRows } from '@lambda-forest/data';
import { nodeCount } from '@lambda-forest/forest';

import { calibrate } from '../calibrate.ts';
import { withFolder } from '../contest.ts';
import { BenchError, PeerError } from '../errors.ts';
import { readSplit, writeSplit } from '../exchange.ts';
import { TEST_SIZE } from '../measure-table.ts';
import type { BenchTable } from '../tables/tables.ts';
import { readForest } from './forest-files.ts';
import { measureByTurns, ownSubject } from './measure.ts';
import type { Subject } from './measure.ts';
import { measureStart } from './measure-start.ts';
import { modelFile } from './model-file.ts';
import { growOwn, OWN_ENGINE } from './own-forest.ts';
import { largestDifference, predictorsOf, requireEqualAnswers } from './predictors.ts';
import type { NamedPredictor } from './predictors.ts';
import type { ServedTable, ServingSettings, TimedPredictor } from './results.ts';
import { SERVING_PEERS } from './serving-peers.ts';
import type { ServingPeers } from './serving-peers.ts';
import { spread } from './spread.ts';

/** Long enough for the clock, short enough to fall between disturbances. */
const ROUND_MS = 20;
const WARM_UP_MS = 500;

/** Different rows that are predicted alone: enough that the processor cannot memorize their branches. */
const SINGLE_ROWS = 4_096;

/** The relative error of 32-bit floats, in which onnxruntime adds up. */
const SINGLE_PRECISION = 1e-5;

/** Grows a forest, checks that all predictors give the same answers, and times them in turn. */
export async function serveTable(
  table: BenchTable,
  settings: ServingSettings,
  peers: ServingPeers | undefined,
  report: (doing: string) => void,
): Promise<ServedTable> {
  const { trees, seed } = settings;
  const dataset = await table.load();
  const features = dataset.columns.length;
  const outputs = dataset.task === 'classification' ? dataset.schema.target.classes.length : 1;
  return withFolder(async (folder) => {
    report('growing the forest');
    await writeSplit(folder, dataset, splitRows(dataset, { testSize: TEST_SIZE, seed }));
    const { train, testRows } = await readSplit(folder);
    const rows = testRows.map(Math.fround); // rounded to 32 bits for all predictors
    const treeFolder = join(folder, 'trees');
    await peers?.grow(folder, treeFolder, trees, seed, availableParallelism());
    const forest =
      peers === undefined
        ? await growOwn(train, trees, seed)
        : await readForest(treeFolder, features, outputs);

    report('comparing answers');
    const own = predictorsOf(forest);
    requireEqualAnswers(own, rows, features);
    const differences = peers === undefined ? undefined : await compare(own, rows, peers, folder);

    report('timing');
    const names = [...own.map(({ name }) => name), ...(peers === undefined ? [] : SERVING_PEERS)];
    const before = await calibrate();
    const subjects = [1, settings.batchRows].flatMap((count): Subject[] => [
      ...own.map((each) => subjectOf(each, rows, features, outputs, count)),
      ...(peers === undefined ? [] : SERVING_PEERS.map((by) => peers.subject(by, count))),
    ]);
    const timing = { rounds: settings.rounds, roundMs: ROUND_MS, warmUpMs: WARM_UP_MS };
    const samples = await measureByTurns(subjects, timing);
    const after = await calibrate();
    const predictors = names.map((name, i): TimedPredictor => {
      const batches = samples[names.length + i]!.map((us) => us / settings.batchRows);
      const difference = differences?.[i] ?? null;
      return { name, difference, row: spread(samples[i]!), batch: spread(batches) };
    });

    report('starting processes');
    const file = modelFile(dataset.schema, forest);
    const { starts } = settings;
    return {
      table: table.name,
      grownBy: peers === undefined ? OWN_ENGINE : SERVING_PEERS[0],
      nodes: nodeCount(forest),
      features,
      outputs,
      rows: rows.length / features,
      fileBytes: file.length,
      calibration: { before, after },
      predictors,
      ...(starts > 0 && { start: await measureStart(folder, file, starts) }),
    };
  });
}

/**
 * The difference of each predictor to scikit-learn, ours first.
 *
 * @throws {BenchError} if one of ours differs
 * @throws {PeerError} if a peer differs by more than its precision explains
 */
async function compare(
  own: readonly NamedPredictor[],
  rows: Float64Array,
  peers: ServingPeers,
  folder: string,
): Promise<number[]> {
  const expected = await peers.predict(SERVING_PEERS[0], folder);
  const differences = own.map((each) => largestDifference(each.predictBatch(rows), expected));
  differences.forEach((difference, i) => {
    if (difference === 0) return;
    throw new BenchError(
      `Found the ${own[i]!.name} ${difference} off scikit-learn, expected no difference.`,
      'Do not trust its times before that is fixed.',
    );
  });
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (const by of SERVING_PEERS) {
    const difference = largestDifference(await peers.predict(by, folder), expected);
    if (difference > scale * SINGLE_PRECISION) {
      throw new PeerError(
        `Found ${by} ${difference} off scikit-learn, so that it has other trees.`,
      );
    }
    differences.push(difference);
  }
  return differences;
}

/** Predicts `count` rows at once with one of ours; a unit is one call. */
function subjectOf(
  predictor: NamedPredictor,
  rows: Float64Array,
  features: number,
  outputs: number,
  count: number,
): Subject {
  const now = () => performance.now();
  if (count > 1) {
    const batch = Float64Array.from({ length: count * features }, (_, i) => rows[i % rows.length]!);
    return ownSubject((units) => {
      for (let i = 0; i < units; i++) predictor.predictBatch(batch);
    }, now);
  }
  const singles = Array.from({ length: Math.min(SINGLE_ROWS, rows.length / features) }, (_, i) =>
    rows.slice(i * features, (i + 1) * features),
  );
  const out = new Float64Array(outputs);
  let next = 0;
  return ownSubject((units) => {
    for (let i = 0; i < units; i++) {
      predictor.predictRow(singles[next]!, out);
      next = next + 1 === singles.length ? 0 : next + 1;
    }
  }, now);
}
