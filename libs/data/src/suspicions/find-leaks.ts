import { count, option } from '@lambda-forest/text';

import type { ClassificationDataset, Dataset, RegressionDataset } from '../dataset/dataset.ts';
import { allNumbers } from '../dataset/feature-column.ts';
import type { Suspicion } from './suspicion.ts';

/** A correlation that only the target itself, in another unit, has. */
const SAME_QUANTITY = 0.99999;
/** With fewer rows, what looks like a rule may be chance. */
const MIN_ROWS = 20;
/** A class of fewer rows may be separated by chance. */
const MIN_CLASS_ROWS = 5;

/** Features that give the target away alone: often the target in other words, or something that is known only later. */
export function findLeaks(dataset: Dataset): Suspicion[] {
  if (dataset.rowCount < MIN_ROWS) return [];
  return dataset.schema.features.flatMap((feature, index): Suspicion[] => {
    const column = allNumbers(dataset.columns[index]!);
    const message =
      dataset.task === 'regression'
        ? describeCorrelation(dataset, column)
        : feature.kind === 'categorical'
          ? describeLevels(dataset, column, feature.levels.length)
          : describeThresholds(dataset, column);
    if (message === undefined) return [];
    const remedy = `leave it out ("kind": "ignore" in ${option('schema')}) if requests will not know it`;
    return [{ code: 'leak', column: feature.name, message: `${message}; ${remedy}` }];
  });
}

function describeLevels(
  { target, schema, rowCount }: ClassificationDataset,
  column: Float64Array,
  levelCount: number,
): string | undefined {
  const classOf = new Int32Array(levelCount).fill(-1);
  let present = 0;
  for (let row = 0; row < rowCount; row++) {
    const level = column[row]!;
    if (Number.isNaN(level)) continue;
    present++;
    if (classOf[level] === -1) classOf[level] = target[row]!;
    else if (classOf[level] !== target[row]) return undefined;
  }
  const used = classOf.filter((klass) => klass !== -1);
  const isRule = present >= MIN_ROWS && used.length <= present / 2 && new Set(used).size > 1;
  if (!isRule) return undefined;
  return `each of its ${count(used.length, 'level')} has rows of one class of ${schema.target.name} alone: it determines the target`;
}

/** No two classes' ranges meet: thresholds alone tell all classes apart. */
function describeThresholds(
  { target, schema, rowCount }: ClassificationDataset,
  column: Float64Array,
): string | undefined {
  const ranges = schema.target.classes.map(() => ({ low: Infinity, high: -Infinity, rows: 0 }));
  for (let row = 0; row < rowCount; row++) {
    const value = column[row]!;
    if (Number.isNaN(value)) continue;
    const range = ranges[target[row]!]!;
    if (value < range.low) range.low = value;
    if (value > range.high) range.high = value;
    range.rows++;
  }
  const used = ranges.filter(({ rows }) => rows > 0).sort((a, b) => a.low - b.low);
  const present = used.reduce((sum, { rows }) => sum + rows, 0);
  const areApart = used.every(({ low }, i) => i === 0 || used[i - 1]!.high < low);
  const areEnough = present >= MIN_ROWS && used.every(({ rows }) => rows >= MIN_CLASS_ROWS);
  if (used.length < 2 || !areApart || !areEnough) return undefined;
  return `its thresholds alone separate the ${count(used.length, 'class', 'classes')} of ${schema.target.name}: it determines the target`;
}

function describeCorrelation(
  { target, schema }: RegressionDataset,
  column: Float64Array,
): string | undefined {
  let rows = 0;
  let [sumX, sumY] = [0, 0];
  for (let row = 0; row < column.length; row++) {
    if (Number.isNaN(column[row]!)) continue;
    rows++;
    sumX += column[row]!;
    sumY += target[row]!;
  }
  if (rows < MIN_ROWS) return undefined;
  const [meanX, meanY] = [sumX / rows, sumY / rows];
  let [xx, yy, xy] = [0, 0, 0];
  for (let row = 0; row < column.length; row++) {
    if (Number.isNaN(column[row]!)) continue;
    const [x, y] = [column[row]! - meanX, target[row]! - meanY];
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  const correlation = xy / Math.sqrt(xx * yy);
  if (!(Math.abs(correlation) >= SAME_QUANTITY)) return undefined;
  return `its correlation with ${schema.target.name} is ${correlation.toFixed(6)}: it is the target in another unit`;
}
