import { readFile, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import { ARTIFACT_FILES, latestText } from '@lambda-forest/artifacts';
import { ProgressLine, UsageError } from '@lambda-forest/cli';
import type { Shell } from '@lambda-forest/cli';
import { allRows, encodeTable, readerRules } from '@lambda-forest/data';
import type { Dataset, TableRules } from '@lambda-forest/data';
import { nodeCount, treeCount } from '@lambda-forest/forest';
import type { ForeignModel } from '@lambda-forest/interop';
import { outputCount } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';
import { encodeModel, modelSha256 } from '@lambda-forest/serializer';
import type { JsonObject, Model } from '@lambda-forest/serializer';
import { defined, jsonText, printable, snakeCaseKeys } from '@lambda-forest/text';

import { withFolder } from '../files/lock-folder.ts';
import { writeFiles } from '../files/write-files.ts';
import { scoreDataset } from '../models/score-dataset.ts';
import { describeFile, describeNextSteps } from '../output/describe-saved.ts';
import { readDataFiles } from '../reading/read-data-file.ts';
import { unreadable } from '../reading/unreadable.ts';
import { sha256Of } from '../train/artifact-hashes.ts';
import { latestFileOf, locateModel } from '../train/locations.ts';
import { PRODUCT_VERSION } from '../train/package-versions.ts';
import { choosePlace } from '../train/versions.ts';
import { checkPredictions } from './check-predictions.ts';
import type { Check } from './check-predictions.ts';
import { completeSchema } from './complete-schema.ts';
import { describeImport } from './describe-import.ts';
import { readExpected } from './expected-predictions.ts';
import type { ImportOptions } from './import-options.ts';
import { readSource } from './read-source.ts';
import { schemaOfFile } from './schema-of-file.ts';

/**
 * Turns a model of another library into one of ours. Everything that can fail comes before the first byte is written.
 *
 * @throws {LambdaForestError} for what is the user's to mend
 */
export async function runImport(options: ImportOptions, shell: Shell): Promise<void> {
  const { from, rounds } = options;
  if (from === undefined) {
    throw new UsageError(
      'Found no --from, expected the model to import.',
      'Name its file, or its folder.',
    );
  }
  const { foreign, sha256 } = await readSource(from, { rounds });
  const { schema, check } = await describe(foreign, options);
  const { name, target } = locateModel(options, from);
  const modelOf = (version: string): Model => ({
    schema,
    forest: foreign.forest,
    provenance: {
      name,
      version,
      lambdaForest: PRODUCT_VERSION,
      engine: { name: foreign.library, version: `${foreign.library}@${foreign.version}` },
      options: {
        objective: foreign.objective,
        target: schema.target.name,
        rounds: rounds ?? 'all',
      },
      seed: 0,
      data: { source: basename(from), sha256, rows: foreign.trainRows ?? 0 },
      split: {
        testSize: 0,
        trainRows: foreign.trainRows ?? 0,
        testRows: 0,
        stratified: false,
        folds: 0,
      },
      metrics: {},
    },
  });
  const inputs = sha256Of(JSON.stringify([sha256, schema, rounds]));
  const place = await withFolder(target.folder, async () => {
    const encode = (version: string) => encodeModel(modelOf(version));
    const chosen = await choosePlace(target, inputs, false, encode);
    const model = modelOf(chosen.version);
    const encoded = encodeModel(model);
    const metadata = describeModel(model, encoded, check, new Date());
    await writeFiles(chosen.folder, {
      [ARTIFACT_FILES.model]: encoded,
      [ARTIFACT_FILES.metadata]: jsonText({ ...metadata, inputs_sha256: inputs }),
    });
    if (chosen.replaces) await removeOthers(chosen.folder);
    const latest = latestFileOf(target);
    if (latest !== undefined) {
      await writeFiles(dirname(latest), { [basename(latest)]: latestText(chosen.version) });
    }
    return { ...chosen, metadata, bytes: encoded.length };
  });
  if (options.json) {
    shell.document(place.metadata);
    return;
  }
  const lines = [
    ...describeImport(foreign, schema, check, options),
    '',
    describeFile(place.folder, place.bytes),
    '',
    ...describeNextSteps(name, target, place.folder),
  ];
  shell.say(...lines.map(printable));
}

/** The schema, with what a table adds to the file, and how the model does on it. */
async function describe(
  foreign: ForeignModel,
  options: ImportOptions,
): Promise<{ schema: Schema; check?: Check }> {
  const { data, columns, classes, target, check } = options;
  if (data === undefined) {
    if (check === undefined) return { schema: schemaOfFile(foreign, columns, classes, target) };
    throw new UsageError(
      'Found --check without --data, expected the rows that were predicted.',
      'Name their table with --data.',
    );
  }
  const progress = new ProgressLine(process.stderr, () => performance.now());
  const reading = { ...options, schema: undefined, 'missing-values': undefined };
  const read = (rules?: TableRules) =>
    readDataFiles({
      files: [resolve(data)],
      options: reading,
      ...defined({ rules }),
      onProgress: (done, total) => progress.show('Reading', done, total),
    });
  const names = columns ?? (await namesIn(foreign, target, () => read()));
  const known = schemaOfFile(foreign, names, classes, target);
  const { table } = await read(readerRules(known));
  progress.clear();
  const dataset: Dataset = encodeTable(table, known);
  const schema = completeSchema(dataset, known);
  if (check === undefined) return { schema };
  const bytes = await readFile(check).catch((error: unknown) => {
    throw unreadable(check, error, 'predictions');
  });
  const scores = scoreDataset({ schema, forest: foreign.forest }, dataset, allRows(dataset));
  const { library, forest } = foreign;
  const outputs = outputCount(schema);
  const expected = readExpected(bytes);
  return { schema, check: checkPredictions(library, expected, scores, outputs, treeCount(forest)) };
}

/** Of a file without names: the table's columns in their order, but for the target. */
async function namesIn(
  { columns }: ForeignModel,
  target: string,
  read: () => Promise<{ readonly table: { readonly header: readonly string[] } }>,
): Promise<readonly string[] | undefined> {
  if (columns.some(({ isNamed }) => isNamed)) return undefined;
  const { header } = (await read()).table;
  const names = header.filter((name) => name !== target);
  if (names.length === columns.length) return names;
  throw new UsageError(
    `Found ${names.length} columns in --data beside the target, expected ${columns.length}, as many as the model has features; its file does not name them.`,
    'Name the features with --columns, in the order of training.',
  );
}

function describeModel(
  { schema, forest, provenance }: Model,
  bytes: Uint8Array,
  check: Check | undefined,
  now: Date,
): JsonObject {
  const { name, version, engine, options, data, split } = provenance;
  return snakeCaseKeys({
    name,
    version,
    createdAt: now.toISOString(),
    task: schema.task,
    engine,
    options,
    data: { ...data },
    split: { ...split },
    check: check === undefined ? null : { ...check },
    model: {
      file: ARTIFACT_FILES.model,
      sha256: modelSha256(bytes),
      bytes: bytes.length,
      trees: treeCount(forest),
      nodes: nodeCount(forest),
    },
    schema,
    leftOut: [],
    packages: { 'lambda-forest': PRODUCT_VERSION },
  });
}

/** What belongs to the model that was replaced. */
async function removeOthers(folder: string): Promise<void> {
  const { metrics, report } = ARTIFACT_FILES;
  for (const file of [metrics, report]) await rm(join(folder, file), { force: true });
}
