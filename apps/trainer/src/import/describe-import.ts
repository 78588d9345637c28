import { METRICS } from '@lambda-forest/evaluator';
import { treeCount } from '@lambda-forest/forest';
import type { ForeignModel } from '@lambda-forest/interop';
import type { Schema } from '@lambda-forest/schema';
import { count, enumerate, fourDecimals, quote } from '@lambda-forest/text';

import type { Check } from './check-predictions.ts';
import type { MeasuredRows } from './describe-rows.ts';
import type { ImportOptions } from './import-options.ts';

/** Names that a line shows. */
const SHOWN = 5;

/** What the rows of `--data` showed, and the columns of `--schema` that the model does not use. */
interface Findings {
  readonly check?: Check | undefined;
  readonly measured?: MeasuredRows | undefined;
  readonly unused: readonly string[];
}

/** What was imported, and what its file could not tell: lines for a person. */
export function describeImport(
  foreign: ForeignModel,
  schema: Schema,
  { check, measured, unused }: Findings,
  { data, classes, columns }: Pick<ImportOptions, 'data' | 'classes' | 'columns'>,
): string[] {
  const { library, version, objective, forest } = foreign;
  const what = `${count(treeCount(forest), 'tree')} on ${count(schema.features.length, 'feature')}`;
  const outputs =
    schema.task === 'classification'
      ? `${schema.target.name}: ${enumerate(schema.target.classes, SHOWN)}`
      : `${schema.target.name}, a quantity`;
  return [
    `Imported  ${library} ${version}, ${objective}: ${what}`,
    `Predicts  ${outputs}`,
    ...unknown(
      foreign,
      schema,
      data !== undefined,
      (classes ?? foreign.classes) !== undefined,
      columns !== undefined,
    ),
    ...(unused.length > 0
      ? [`Unused    the model has no ${enumerate(unused.map(quote), SHOWN)}`]
      : []),
    ...(check === undefined ? [] : [describeCheck(check)]),
    ...(measured === undefined ? [] : [describeMeasured(measured)]),
  ];
}

function describeCheck({ rows, largestDifference }: Check): string {
  const found =
    largestDifference === undefined
      ? 'the classes are the same; a file of probabilities would show more'
      : `the largest difference is ${largestDifference.toPrecision(2)}`;
  return `Checked   ${count(rows, 'row')}: ${found}`;
}

function describeMeasured({ source, rows, judgement }: MeasuredRows): string {
  const { metric, score, baselineScore } = judgement;
  return `Measured  ${METRICS[metric].title} ${fourDecimals(score)} (baseline ${fourDecimals(baselineScore)}) on the ${count(rows.length, 'row')} of ${source}`;
}

function unknown(
  { columns }: ForeignModel,
  schema: Schema,
  hasData: boolean,
  hasClasses: boolean,
  hasNames: boolean,
): string[] {
  const codes = columns.flatMap((column, i) =>
    column.kind === 'categorical' && !column.hasLevels ? [schema.features[i]!.name] : [],
  );
  const rangeless = columns.flatMap((column, i) =>
    column.kind === 'numeric' && column.range === undefined ? [schema.features[i]!.name] : [],
  );
  const lines = [
    columns.every(({ isNamed }) => !isNamed) &&
      !hasNames &&
      !hasData &&
      'The file names no feature: --columns=NAME,..., --schema or --data does.',
    schema.task === 'classification' &&
      !hasClasses &&
      'The file names no class: --classes=NAME,... or --schema does.',
    codes.length > 0 &&
      `The file has no texts for the levels of ${enumerate(codes.map(quote), SHOWN)}: requests send their codes.`,
    !hasData &&
      rangeless.length > 0 &&
      `The file has no ranges of ${enumerate(rangeless.map(quote), SHOWN)}: those of the thresholds stand in for them, and --schema or --data gives real ones.`,
  ];
  return lines.filter((line) => line !== false).map((line) => `Unknown   ${line}`);
}
