import { readdir, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import { splitRows } from '@lambda-forest/data';
import type { Schema } from '@lambda-forest/schema';
import { readForeignFolder, readForeignModel } from '@lambda-forest/interop';
import type { ForeignModel } from '@lambda-forest/interop';

import { calibrated } from '../../calibrate.ts';
import { PeerError } from '../../errors.ts';
import { readSplit, writeSplit } from '../../peers/exchange.ts';
import type { PeerProcess } from '../../peers/peer-process.ts';
import { withFolder } from '../../scratch-folder.ts';
import type { BenchTable } from '../../tables/tables.ts';
import { TEST_SIZE } from '../../training/setting.ts';
import { modelFile } from '../model-file.ts';
import {
  ownPredictors,
  peerPredictor,
  requireEqualAnswers,
  timePredictors,
} from '../predictors.ts';
import type { Predictor } from '../predictors.ts';
import type { ServingSettings } from '../results.ts';
import { largestDifference, SINGLE_PRECISION } from '../serve-table.ts';
import type { ServedImport, ServedImports } from './results.ts';

/** As peers/imported.py names them, with the name of the file that is saved. */
const FORMATS: readonly (readonly [by: string, file: string])[] = [
  ['XGBoost, JSON', 'xgboost.json'],
  ['XGBoost, UBJ', 'xgboost.ubj'],
  ['LightGBM', 'lightgbm.txt'],
  ['CatBoost', 'catboost.json'],
  ['scikit-learn, forest', 'forest.pkl'],
  ['scikit-learn, HistGradientBoosting', 'hist.pkl'],
  ['ONNX', 'forest.onnx'],
  ['YDF', 'ydf'],
];

interface Imported extends Pick<ServedImport, 'name' | 'originalBytes' | 'fileBytes' | 'trees'> {
  readonly difference: number;
  /** Ours, and the library. */
  readonly predictors: readonly [Predictor, Predictor];
}

/** Has each library train a model, imports it, checks that the answers are equal, and times both by turns. */
export async function serveImported(
  table: BenchTable,
  settings: ServingSettings,
  peers: PeerProcess,
  report: (doing: string) => void,
): Promise<ServedImports> {
  const dataset = await table.load();
  return withFolder(async (folder) => {
    const split = splitRows(dataset, { testSize: TEST_SIZE, seed: settings.seed });
    await writeSplit(folder, dataset, split);
    const { testRows } = await readSplit(folder);
    const rows = testRows.map(Math.fround); // rounded to 32 bits for all
    await peers.load(folder);
    const models: Imported[] = [];
    for (const [name, file] of FORMATS) {
      report(name);
      models.push(await importModel(name, join(folder, file), dataset.schema, rows));
    }
    report('timing');
    const all = models.flatMap(({ predictors }) => predictors);
    const { calibration, result: times } = await calibrated(() => timePredictors(all, settings));
    const { rowCount, columns } = dataset;
    const features = columns.length;
    return {
      table: table.name,
      trainRows: rowCount - rows.length / features,
      features,
      calibration,
      models: models.map(({ predictors: _, ...model }, i) => ({
        ...model,
        ours: times[2 * i]!,
        original: times[2 * i + 1]!,
      })),
    };

    async function importModel(
      by: string,
      path: string,
      schema: Schema,
      asked: Float64Array,
    ): Promise<Imported> {
      const { trees, seed } = settings;
      const { bytes } = await peers.ask({
        ...{ command: 'make', by, trees, seed },
        ...{ threads: availableParallelism(), output: path },
      });
      const { forest, columns: known } = await read(path);
      const ordered = inOrderOf(known, asked, schema.features.length);
      const own = ownPredictors(forest, ordered);
      requireEqualAnswers(own, ordered, forest.featureCount);
      const [, ours] = own;
      const theirs = peerPredictor(peers, folder, by);
      const difference = largestDifference(await ours!.predictAll(), await theirs.predictAll());
      if (difference > SINGLE_PRECISION) {
        throw new PeerError(`Found ${by} ${difference} off the imported model.`);
      }
      return {
        name: by,
        originalBytes: Number(bytes),
        fileBytes: modelFile(schema, forest).length,
        trees: forest.treeStart.length - 1,
        difference,
        predictors: [ours!, theirs],
      };
    }
  });
}

async function read(path: string): Promise<ForeignModel> {
  const names = await readdir(path).catch(() => undefined);
  if (names === undefined) return readForeignModel(await readFile(path), {});
  const files = names.map(async (name) => [name, await readFile(join(path, name))] as const);
  return readForeignFolder(new Map(await Promise.all(files)), {});
}

/** Libraries name columns `f3` or `Column_3`, and may know them in another order. */
function inOrderOf(
  columns: ForeignModel['columns'],
  rows: Float64Array,
  features: number,
): Float64Array {
  const places = columns.map(({ name }, i) => Number(/\d+$/.exec(name)?.[0] ?? i));
  return Float64Array.from(
    { length: (rows.length / features) * places.length },
    (_, at) => rows[Math.floor(at / places.length) * features + places[at % places.length]!]!,
  );
}
