import type { ClassificationDataset, Dataset, RegressionDataset } from '../dataset.ts';
import type { Suspicion } from './find-suspicions.ts';

/** A correlation that only the target itself, in another unit, has. */
const SAME_QUANTITY = 0.99999;
/** With fewer rows, what looks like a rule may be chance. */
const MIN_ROWS = 20;
/** A class of fewer rows stands apart by chance. */
const MIN_CLASS_ROWS = 5;

/** Features that give the target away alone: often the target in other words, or something that is known only later. */
export function findLeaks(dataset: Dataset): Suspicion[] {
  if (dataset.rowCount < MIN_ROWS) return [];
  return dataset.schema.features.flatMap((feature, index): Suspicion[] => {
    const column = dataset.columns[index]!;
    const message =
      dataset.task === 'regression'
        ? describeCorrelation(dataset, column)
        : feature.kind === 'categorical'
          ? describeLevels(dataset, column, feature.levels.length)
          : describeThresholds(dataset, column);
    return message === undefined ? [] : [{ code: 'leak', column: feature.name, message }];
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
  return `each of its ${used.length} levels has rows of one class of ${schema.target.name} alone: it determines the target`;
}

/** Sorted by the column, the rows of each class stand together: thresholds alone tell all classes apart. */
function describeThresholds(
  { target, schema, rowCount }: ClassificationDataset,
  column: Float64Array,
): string | undefined {
  const order = Uint32Array.from({ length: rowCount }, (_, row) => row)
    .filter((row) => !Number.isNaN(column[row]!))
    .sort((a, b) => column[a]! - column[b]! || target[a]! - target[b]!);
  if (order.length < MIN_ROWS) return undefined;
  const seen = new Set([target[order[0]!]]);
  let run = 1; // rows of the class so far
  for (let i = 1; i < order.length; i++, run++) {
    const [before, row] = [order[i - 1]!, order[i]!];
    if (target[before] === target[row]) continue;
    if (column[before] === column[row] || seen.has(target[row])) return undefined;
    if (run < MIN_CLASS_ROWS) return undefined;
    seen.add(target[row]);
    run = 0;
  }
  if (seen.size < 2 || run < MIN_CLASS_ROWS) return undefined;
  return `its thresholds alone tell the ${seen.size} classes of ${schema.target.name} apart: it determines the target`;
}

function describeCorrelation(
  { target, schema }: RegressionDataset,
  column: Float64Array,
): string | undefined {
  const rows = [...column.keys()].filter((row) => !Number.isNaN(column[row]!));
  if (rows.length < MIN_ROWS) return undefined;
  const mean = (values: Float64Array) =>
    rows.reduce((sum, row) => sum + values[row]! / rows.length, 0);
  const [meanX, meanY] = [mean(column), mean(target)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const row of rows) {
    const [x, y] = [column[row]! - meanX, target[row]! - meanY];
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  const correlation = xy / Math.sqrt(xx * yy);
  if (!(Math.abs(correlation) >= SAME_QUANTITY)) return undefined;
  return `its correlation with ${schema.target.name} is ${correlation.toFixed(6)}: it is the target in another unit`;
}
