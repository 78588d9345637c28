import { UsageError } from '@lambda-forest/cli';
import type { Shell } from '@lambda-forest/cli';
import type { ForeignModel } from '@lambda-forest/interop';
import type { Schema } from '@lambda-forest/schema';
import { encodeModel } from '@lambda-forest/serializer';
import { defined, printable } from '@lambda-forest/text';

import { withFolder } from '../files/lock-folder.ts';
import { sha256Of } from '../files/sha256.ts';
import { describeFile, describeNextSteps, openReport } from '../output/describe-saved.ts';
import { roundNumbers } from '../output/round-numbers.ts';
import { evaluationReport } from '../report/evaluation-report.ts';
import { modelFacts } from '../report/model-facts.ts';
import { latestFileOf, locateModel } from '../train/locations.ts';
import { choosePlace } from '../train/versions.ts';
import { writeArtifacts } from '../train/write-artifacts.ts';
import { checkPredictions } from './check-predictions.ts';
import type { Check } from './check-predictions.ts';
import { describeImport } from './describe-import.ts';
import { describeRows } from './describe-rows.ts';
import type { MeasuredRows } from './describe-rows.ts';
import { readExpected } from './expected-predictions.ts';
import type { ImportOptions } from './import-options.ts';
import { describeModel, importedModel } from './imported-model.ts';
import type { Imported } from './imported-model.ts';
import { readSource } from './read-source.ts';
import { schemaOfFile } from './schema-of-file.ts';
import type { NamedOptions } from './schema-of-file.ts';
import { withDescription } from './with-description.ts';

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
  const source = await readSource(from, { rounds });
  const described = await withSchema(source.foreign, options);
  const { foreign, schema, check, measured } = await describe(described);
  const { name, target } = locateModel(options, from);
  const metrics = measured && metricsOf(measured);
  const imported: Imported = { ...source, foreign, from, rounds, schema, metrics };
  const encode = (version: string) => {
    const model = importedModel(imported, { name, version });
    return { model, bytes: encodeModel(model) };
  };
  const header = [...new Set([...described.header, ...(measured?.table.header ?? [])])];
  const inputs = sha256Of(JSON.stringify([source.sha256, schema, rounds, metrics]));
  const place = await withFolder(target.folder, async () => {
    const { place: chosen, encoded } = await choosePlace(target, inputs, false, encode);
    const { model, bytes } = encoded;
    const facts = modelFacts(model, bytes);
    const report =
      measured &&
      (await evaluationReport({
        ...measured,
        model,
        facts,
        rowsName: `the rows of ${measured.source}`,
      }));
    const metadata = {
      ...describeModel(model, facts, check, header, new Date()),
      inputs_sha256: inputs,
      ...(report && { model_card_sha256: sha256Of(report.card) }),
    };
    const artifacts = { model: bytes, metadata, ...defined({ metrics }) };
    await writeArtifacts(chosen, latestFileOf(target), artifacts, report ?? {});
    return { ...chosen, metadata, bytes: bytes.length };
  });
  if (options.json) {
    shell.document(place.metadata);
    return;
  }
  const { folder, bytes } = place;
  const lines = [
    ...describeImport(
      foreign,
      schema,
      { check, measured, unused: described.unused },
      described.options,
    ),
    '',
    describeFile(folder, bytes),
    '',
    ...describeNextSteps(name, target, folder, measured ? [openReport(folder)] : []),
  ];
  shell.say(...lines.map(printable));
}

/** A model, and what its table was called. */
interface Named {
  readonly foreign: ForeignModel;
  readonly options: NamedOptions;
  /** Columns of `--schema`. */
  readonly header: readonly string[];
  /** Those that the model does not use, although nobody said to ignore them. */
  readonly unused: readonly string[];
}

/** With what `--schema` knows of the training table. zod, which checks it, takes milliseconds to load. */
async function withSchema(foreign: ForeignModel, options: ImportOptions): Promise<Named> {
  const { schema, target = 'target' } = options;
  if (schema === undefined) {
    return { foreign, options: { ...options, target }, header: [], unused: [] };
  }
  const { readDescription } = await import('./read-description.ts');
  const table = await readDescription(schema);
  const known = withDescription(foreign, table, options);
  return {
    ...known,
    options: { ...known.options, target: known.options.target ?? target, described: table.target },
  };
}

/** What is known of a model beyond its file. */
interface Described {
  readonly foreign: ForeignModel;
  readonly schema: Schema;
  readonly check?: Check;
  readonly measured?: MeasuredRows;
}

async function describe({ foreign, options }: Named): Promise<Described> {
  const { data, columns, check } = options;
  if (data === undefined) {
    if (check === undefined) return { foreign, schema: schemaOfFile(foreign, columns, options) };
    throw new UsageError(
      'Found --check without --data, expected the rows that were predicted.',
      'Name their table with --data.',
    );
  }
  const described = await describeRows(foreign, data, options);
  if (check === undefined) return described;
  const { foreign: model, schema, measured } = described;
  const predicted = {
    foreign: model,
    classes: schema.task === 'classification' ? schema.target.classes : [],
    scores: measured.scores,
  };
  const expected = await readExpected(check, measured.rows.length, predicted.classes);
  return { ...described, check: checkPredictions(predicted, expected) };
}

function metricsOf({ judgement: { metrics, baseline } }: MeasuredRows) {
  return roundNumbers({ test: metrics, baseline });
}
