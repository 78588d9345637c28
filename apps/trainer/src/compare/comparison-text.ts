import { textTable } from '@lambda-forest/cli';
import type { Model } from '@lambda-forest/serializer';
import { count, isObject, snakeCaseKeys, truncate } from '@lambda-forest/text';

import { decimalsFor } from '../output/decimals-for.ts';
import { SEEN_WARNING } from '../models/seen-rows.ts';
import type { RowByRow } from './compare-models.ts';
import type { Difference } from './differences.ts';

/** At this p-value and below, a difference is called one. */
const SIGNIFICANT = 0.05;
const MAX_DIFFERENCES = 40;
const MAX_CELL = 44;

interface Compared {
  readonly name: string;
  readonly first: number | null;
  readonly second: number | null;
  /** Of it and its difference: four of a share, and of a quantity as many as its size asks for. */
  readonly decimals: number;
}

/** Two models side by side: lines for a person. */
export function describeComparison(
  first: Model,
  second: Model,
  judged: RowByRow | undefined,
  differences: { readonly options: readonly Difference[]; readonly schema: readonly Difference[] },
): string[] {
  const names = [first, second].map(
    ({ provenance: { name, version } }) => `${name} ${version}`,
  ) as [string, string];
  return [
    ...(judged === undefined ? trained(first, second, names) : measured(judged, names)),
    '',
    ...describeDifferences('Options and provenance', differences.options, names),
    '',
    ...describeDifferences('Schema', differences.schema, names),
  ];
}

function measured(judged: RowByRow, names: readonly [string, string]): string[] {
  const compared = pairUp(numbersIn(judged.first), numbersIn(judged.second));
  return [
    `Judged on ${count(judged.rows, 'row')}: ${judged.rowsName}`,
    '',
    ...metricsTable(compared, names),
    '',
    ...describeTests(judged, names, compared),
    ...(judged.isSuspicious ? ['', SEEN_WARNING] : []),
  ];
}

/** What training measured: the rows may be others for each model, so there is no test. */
function trained(first: Model, second: Model, names: readonly [string, string]): string[] {
  const test = ({ provenance: { metrics } }: Model) => {
    const { test: found, baseline } = metrics;
    return isObject(found) ? numbersAt({ ...found, baseline }) : [];
  };
  return [
    'As training measured them, each on its own test rows; --data=FILE judges both on the same rows and tests the difference.',
    '',
    ...metricsTable(pairUp(test(first), test(second)), names),
  ];
}

function metricsTable(compared: readonly Compared[], names: readonly [string, string]): string[] {
  return textTable([
    ['', ...names, 'difference'],
    ...compared.map(({ name, first, second, decimals }) => [
      name,
      first?.toFixed(decimals) ?? '-',
      second?.toFixed(decimals) ?? '-',
      first === null || second === null ? '' : signed(second - first, decimals),
    ]),
  ]);
}

function describeTests(
  { tests }: RowByRow,
  [first, second]: readonly [string, string],
  compared: readonly Compared[],
): string[] {
  const { accuracy, losses } = tests;
  const decimalsOf = (loss: string) => compared.find(({ name }) => name === loss)!.decimals;
  return [
    'Paired tests',
    ...(accuracy === undefined
      ? []
      : [
          `  accuracy: only ${first} right in ${count(accuracy.onlyFirst, 'row')}, only ${second} in ${accuracy.onlySecond}; McNemar p = ${p(accuracy.pValue)}, ${verdict(accuracy.pValue)}`,
        ]),
    ...losses.map(({ name, difference, interval, pValue }) => {
      const by = (value: number) => signed(value, decimalsOf(name));
      return `  ${name}: ${second} minus ${first} ${by(difference)} (95 % interval ${by(interval.lower)} to ${by(interval.upper)}); bootstrap p = ${p(pValue)}, ${verdict(pValue)}`;
    }),
  ];
}

function verdict(pValue: number): string {
  return pValue <= SIGNIFICANT ? 'a difference' : 'may be chance';
}

function describeDifferences(
  title: string,
  differences: readonly Difference[],
  names: readonly [string, string],
): string[] {
  if (differences.length === 0) return [`${title}: no difference`];
  const shown = differences.slice(0, MAX_DIFFERENCES);
  const rest = differences.length - shown.length;
  return [
    `${title}: what differs`,
    ...textTable(
      [
        ['', ...names],
        ...shown.map(({ name, first, second }) => [
          truncate(name, MAX_CELL),
          truncate(first ?? '-', MAX_CELL),
          truncate(second ?? '-', MAX_CELL),
        ]),
      ],
      ['left', 'left', 'left'],
    ).map((line) => `  ${line}`.trimEnd()),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ];
}

/** One for each of {@link PLACES}, undefined where there is none. By place: `baseline` is the name of several. */
type Numbers = readonly (number | null | undefined)[];

/** What is shown of metrics, by its place in the metrics of a model file. */
const PLACES: readonly (readonly [name: string, ...path: string[]])[] = [
  ['accuracy', 'accuracy'],
  ['  baseline', 'baseline', 'accuracy'],
  ['balanced accuracy', 'balanced_accuracy'],
  ['macro F1', 'macro', 'f1'],
  ['ROC-AUC', 'macro', 'roc_auc'],
  ['log-loss', 'log_loss'],
  ['  baseline', 'baseline', 'log_loss'],
  ['Brier score', 'brier_score'],
  ['  baseline', 'baseline', 'brier_score'],
  ['calibration error', 'calibration_error'],
  ['R2', 'r2'],
  ['RMSE', 'rmse'],
  ['  baseline', 'baseline', 'rmse'],
  ['MAE', 'mae'],
  ['  baseline', 'baseline', 'mae'],
  ['MAPE', 'mape'],
];

function numbersIn(judged: RowByRow['first']): Numbers {
  return numbersAt(snakeCaseKeys(judged));
}

function numbersAt(metrics: object): Numbers {
  return PLACES.map(([, ...path]) => {
    let value: unknown = metrics;
    for (const key of path) value = isObject(value) ? value[key] : undefined;
    return typeof value === 'number' || value === null ? value : undefined;
  });
}

function pairUp(first: Numbers, second: Numbers): Compared[] {
  const areQuantities = PLACES.map((place) => place.at(-1) === 'rmse' || place.at(-1) === 'mae');
  const quantities = [first, second].flatMap((one) => one.filter((_, i) => areQuantities[i]));
  const unit = decimalsFor(...quantities.map((value) => value ?? 0));
  return PLACES.flatMap(([name], i) => {
    const value = first[i];
    const decimals = areQuantities[i]! ? unit : 4;
    return value === undefined ? [] : [{ name, first: value, second: second[i] ?? null, decimals }];
  });
}

function signed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return value > 0 ? `+${text}` : text;
}

function p(pValue: number): string {
  return pValue < 0.0001 ? 'below 0.0001' : pValue.toFixed(4);
}
