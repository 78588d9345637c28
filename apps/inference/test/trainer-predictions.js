/**
 * A program: trains as the trainer does with the options given, in memory, and prints the rows of the test split
 * with the answers of the forest that it has just grown. It is no module of the service's tests, which may not
 * import what trains.
 *
 *   node trainer-predictions.js <data file> [options of train...]
 */
const root = new URL('../../../', import.meta.url);
const load = (path) => import(new URL(path, root).href);
const [{ parseOptions }, { TRAIN_OPTIONS }, { train }, { readDataFile }, data, training] =
  await Promise.all([
    load('libs/cli/src/index.ts'),
    load('apps/trainer/src/train-options.ts'),
    load('apps/trainer/src/pipeline.ts'),
    load('apps/trainer/src/read-data-file.ts'),
    load('libs/data/src/index.ts'),
    load('libs/training/src/index.ts'),
  ]);

const [file, ...args] = process.argv.slice(2);
let table;
const events = {
  onTable: (dataset) => (table = dataset),
  onProgress: () => undefined,
  onStageDone: () => undefined,
};
const { forest, schema, split } = await train(
  await readDataFile(file),
  parseOptions(TRAIN_OPTIONS, args),
  events,
  new AbortController().signal,
);
const learned = schema.scaling === undefined ? table : data.scaleDataset(table, schema.scaling);
const scores = training.predictRows(forest, learned, split.test);
process.stdout.write(
  JSON.stringify(
    Array.from(split.test, (row, index) => ({
      features: schema.features.map(({ kind, levels }, feature) => {
        const value = table.columns[feature][row];
        return kind === 'categorical' ? (levels[value] ?? null) : value; // NaN is null in JSON
      }),
      scores: [...scores.subarray(index * forest.outputCount, (index + 1) * forest.outputCount)],
    })),
  ),
);
