/**
 * A program: trains as the trainer does with the options given, in memory, and prints the rows of the test split
 * with the answers of the forest that it has just grown. It is no module of the service's tests, which may not
 * import what trains.
 *
 *   node trainer-predictions.js <data file> [options of train...]
 */
const root = new URL('../../../', import.meta.url);
const load = (path) => import(new URL(path, root).href);
const [
  { parseOptions },
  { TRAIN_OPTIONS },
  { train },
  { wholeTable },
  { readDataFiles },
  data,
  training,
  schemas,
] = await Promise.all([
  load('libs/cli/src/index.ts'),
  load('apps/trainer/src/train/train-options.ts'),
  load('apps/trainer/src/train/pipeline.ts'),
  load('apps/trainer/src/train/table-ways.ts'),
  load('apps/trainer/src/reading/read-data-file.ts'),
  load('libs/data/src/index.ts'),
  load('libs/training/src/index.ts'),
  load('libs/schema/src/index.ts'),
]);

const [path, ...args] = process.argv.slice(2);
const options = parseOptions(TRAIN_OPTIONS, args);
const file = await readDataFiles({ files: [path], options });
let table;
const events = {
  onTable: ({ dataset }) => (table = dataset),
  onProgress: () => undefined,
  onStageDone: () => undefined,
};
const { forest, schema, split } = await train(
  file,
  options,
  events,
  new AbortController().signal,
  wholeTable(file, options, 1),
);
const { scaling, ...unscaled } = schema;
const encoded = data.encodeDataset(table, unscaled);
const learned = scaling === undefined ? encoded : data.scaleDataset(encoded, scaling);
const scores = training.predictRows(forest, learned, split.test);
const inputs = schemas.inputColumns(schema);
process.stdout.write(
  JSON.stringify({
    names: inputs.map(({ name }) => name),
    rows: Array.from(split.test, (row, index) => ({
      features: inputs.map((input) => valueOf(input, row)),
      scores: [...scores.subarray(index * forest.outputCount, (index + 1) * forest.outputCount)],
    })),
  }),
);

/** What a client sends for a cell: a date or a text as the table writes it, a level by its name. NaN is null in JSON. */
function valueOf({ kind, name, first, feature }, row) {
  const value = encoded.columns[first][row];
  if (Number.isNaN(value)) return null;
  if (['datetime', 'names', 'text'].includes(kind)) {
    const column = file.table.columns[file.table.header.indexOf(name)];
    return column.words[column.codes[row]];
  }
  if (kind === 'numeric') return value;
  return feature.boolean === true ? value === 1 : feature.levels[value];
}
