import { textTable } from '@lambda-forest/cli';
import { formatInteger } from '@lambda-forest/text';

import { NOTHING, threeDigits } from '../format.ts';
import { calibrationLine } from '../report-head.ts';
import type { ServedTable, ServingSettings, TimedPredictor } from './results.ts';
import type { Spread } from './spread.ts';

const HEADER = ['predictor', 'one row, us', '', '5 %', 'batch, us', '', '5 %', 'rows/s'];

/** One forest's times as lines of aligned tables. */
export function servedLines(served: ServedTable, settings: ServingSettings): string[] {
  const { table, nodes, features, outputs, grownBy, rows, predictors, calibration } = served;
  const what = outputs === 1 ? 'a quantity' : `${outputs} classes`;
  return [
    `${table}: ${formatInteger(settings.trees)} trees of ${grownBy}, ${formatInteger(nodes)} nodes, ${features} features, ${what}; ` +
      `${formatInteger(rows)} different rows, batches of ${formatInteger(settings.batchRows)}`,
    ...textTable(
      [
        [...HEADER, 'x scikit-learn', 'x onnxruntime', 'difference'],
        ...predictors.map((each) => predictorRow(each, predictors)),
      ],
      ['left'],
    ),
    fileLine(served),
    calibrationLine(calibration.before, calibration.after),
  ];
}

/** The ratios are of rows per second in batches. */
function predictorRow(each: TimedPredictor, all: readonly TimedPredictor[]): string[] {
  const { name, row, batch, difference } = each;
  return [
    name,
    threeDigits(row.median),
    range(row),
    threeDigits(row.undisturbed),
    threeDigits(batch.median),
    range(batch),
    threeDigits(batch.undisturbed),
    formatInteger(Math.round(1e6 / batch.median)),
    ...['scikit-learn', 'onnxruntime'].map((peer) => {
      const other = all.find((candidate) => candidate.name === peer);
      return threeDigits(other && other.batch.median / batch.median);
    }),
    difference === null ? NOTHING : difference === 0 ? '0' : difference.toExponential(1),
  ];
}

function fileLine({ fileBytes, nodes, start }: ServedTable): string {
  const file = `model file: ${formatInteger(fileBytes)} bytes, ${(fileBytes / nodes).toFixed(2)} a node`;
  if (start === undefined) return file;
  const { bare, loaded } = start;
  const over = (which: keyof Spread) => threeDigits(loaded[which] - bare[which]);
  return (
    `${file}; a process that loads it takes ${over('median')} ms more than a bare one ` +
    `(5 %: ${over('undisturbed')}; bare ${threeDigits(bare.median)} ${range(bare)}, loaded ${threeDigits(loaded.median)} ${range(loaded)})`
  );
}

function range({ lowerQuartile, upperQuartile }: Spread): string {
  return `[${threeDigits(lowerQuartile)}, ${threeDigits(upperQuartile)}]`;
}
