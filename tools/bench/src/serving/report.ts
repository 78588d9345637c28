import { formatInteger } from '@lambda-forest/text';

import { calibrationLine, NOTHING, tableOf, threeDigits } from '../report.ts';
import type { Column } from '../report.ts';
import type { Spread } from '../statistics.ts';
import type { ServedTable, ServingSettings, TimedPredictor } from './results.ts';
import { SERVING_PEERS } from './serving-peers.ts';

/** One forest's times as lines of aligned tables. The ratios are of rows per second in batches. */
export function servedLines(served: ServedTable, settings: ServingSettings): string[] {
  const { table, nodes, features, outputs, grownBy, rows, predictors, calibration } = served;
  const what = outputs === 1 ? 'a quantity' : `${outputs} classes`;
  const ratioTo = (name: string): Column<TimedPredictor> => {
    const peer = predictors.find((each) => each.name === name);
    return [`x ${name}`, ({ batch }) => threeDigits(peer && peer.batch.median / batch.median)];
  };
  return [
    `${table}: ${formatInteger(settings.trees)} trees of ${grownBy}, ${formatInteger(nodes)} nodes, ${features} features, ${what}; ` +
      `${formatInteger(rows)} different rows, batches of ${formatInteger(settings.batchRows)}`,
    ...tableOf<TimedPredictor>(
      [
        ['predictor', ({ name }) => name],
        ...timesOf('one row, us', ({ row }) => row),
        ...timesOf('batch, us', ({ batch }) => batch),
        ['rows/s', ({ batch }) => formatInteger(Math.round(1e6 / batch.median))],
        ...SERVING_PEERS.map(ratioTo),
        ['difference', ({ difference }) => differenceText(difference)],
      ],
      predictors,
    ),
    fileLine(served),
    calibrationLine(calibration),
  ];
}

function timesOf(
  title: string,
  spreadOf: (predictor: TimedPredictor) => Spread,
): Column<TimedPredictor>[] {
  return [
    [title, (each) => threeDigits(spreadOf(each).median)],
    ['', (each) => range(spreadOf(each))],
    ['5 %', (each) => threeDigits(spreadOf(each).undisturbed)],
  ];
}

function differenceText(difference: number | null): string {
  if (difference === null) return NOTHING;
  return difference === 0 ? '0' : difference.toExponential(1);
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
