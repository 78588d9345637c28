/**
 * A program: runs the trainer's command `train` with the options of each job, and trains once more in memory as that
 * does. Into the job's folder it writes `predictions.json`: the rows of the test split with the answers of the forest
 * that it has just grown. It is no module of the service's tests, which may not import what trains.
 *
 *   node trainer-predictions.js '[{ "data": "a.csv", "folder": "m", "options": ["--target=y"] }, ...]'
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = new URL('../../../', import.meta.url);
const load = (path) => import(new URL(path, root).href);
const [
  { parseOptions, runProgram },
  { COMMANDS },
  { TRAIN_OPTIONS },
  { train },
  { wholeTable },
  { readDataFiles },
  data,
  training,
  schemas,
] = await Promise.all([
  load('libs/cli/src/index.ts'),
  load('apps/trainer/src/commands.ts'),
  load('apps/trainer/src/train/train-options.ts'),
  load('apps/trainer/src/train/pipeline.ts'),
  load('apps/trainer/src/train/table-ways.ts'),
  load('apps/trainer/src/reading/read-data-file.ts'),
  load('libs/data/src/index.ts'),
  load('libs/training/src/index.ts'),
  load('libs/schema/src/index.ts'),
]);

for (const { data: path, folder, options } of JSON.parse(process.argv[2])) {
  const words = ['train', `--data=${path}`, `--output-dir=${folder}`, ...options];
  const { stdin, stdout, stderr, hrtime } = process;
  const code = await new Promise((exit) => {
    const host = { argv: ['', '', ...words], stdin, stdout, stderr, hrtime, on() {}, exit };
    void runProgram({ name: '', summary: '', commands: COMMANDS }, host);
  });
  if (code !== 0) process.exit(code);
  const predictions = await predictionsOf(path, parseOptions(TRAIN_OPTIONS, options));
  writeFileSync(join(folder, 'predictions.json'), JSON.stringify(predictions));
}

async function predictionsOf(path, options) {
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
  const valueOf = (input, row) => valueIn(file.table, encoded, input, row);
  return {
    names: inputs.map(({ name }) => name),
    rows: Array.from(split.test, (row, index) => ({
      features: inputs.map((input) => valueOf(input, row)),
      scores: [...scores.subarray(index * forest.outputCount, (index + 1) * forest.outputCount)],
    })),
  };
}

/** What a client sends for a cell: a date or a text as the table writes it, a level by its name. NaN is null in JSON. */
function valueIn(table, encoded, { kind, name, first, feature }, row) {
  const value = encoded.columns[first][row];
  if (Number.isNaN(value)) return null;
  if (['datetime', 'names', 'text'].includes(kind)) {
    const column = table.columns[table.header.indexOf(name)];
    return column.words[column.codes[row]];
  }
  if (kind === 'numeric') return value;
  return feature.boolean === true ? value === 1 : feature.levels[value];
}
