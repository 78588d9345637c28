import { largestFloat32Below } from '@lambda-forest/forest';
import type { Split } from '@lambda-forest/forest';
import { quote } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import type { YdfColumn } from './columns.ts';
import type { Condition } from './messages.ts';

/**
 * A condition's split: where it does not hold, a row goes left (EvalConditionFromColumn in
 * model/decision_tree/decision_tree.cc).
 *
 * @param where what messages call the tree
 * @throws {ForeignModelError}
 */
export function splitOf(
  { type, attribute = 0, naValue }: Condition,
  columns: ReadonlyMap<number, YdfColumn>,
  where: string,
): Split {
  if (type?.oblique !== undefined || type?.vectors !== undefined) {
    throw new ForeignModelError(
      `Found a condition on ${type.oblique === undefined ? 'a sequence of vectors' : 'several columns at once (oblique)'} in ${where}, expected one column.`,
      'Train the model with split_axis="AXIS_ALIGNED" and without vectors.',
    );
  }
  const column = columns.get(attribute);
  if (column === undefined || type === undefined) {
    throw damaged(`Found column ${attribute} in ${where}, expected a feature of the model.`);
  }
  if (type.na !== undefined) return isMissing(column);
  const base = { feature: column.feature, missingLeft: naValue !== 1 };
  const threshold = thresholdOf(type, column);
  if (threshold !== undefined) {
    if (Number.isNaN(threshold) || threshold === -Infinity) {
      throw damaged(`Found the threshold ${threshold} in ${where}, expected a number.`);
    }
    return { ...base, threshold: largestFloat32Below(threshold) };
  }
  if (type.trueValue !== undefined && column.kind === 'truth') {
    return { ...base, levels: [0], levelCount: 2 };
  }
  const holds = membership(type);
  if (holds !== undefined && column.kind === 'category') {
    const codes = [...column.items.keys()];
    const levels = codes.filter((code) => !holds(column.items[code]!));
    return { ...base, levels, levelCount: codes.length };
  }
  const { name } = column.column;
  throw damaged(`Found a condition in ${where} that ${quote(name)} cannot be tested by.`);
}

type ConditionType = NonNullable<Condition['type']>;

/** What the condition's column is at least, if it is a number. */
function thresholdOf(
  { higher, discretizedHigher }: ConditionType,
  column: YdfColumn,
): number | undefined {
  if (higher !== undefined && column.kind === 'number') return higher.threshold ?? NaN;
  if (discretizedHigher === undefined || column.kind !== 'bins') return undefined;
  return column.bounds[(discretizedHigher.threshold ?? 0) - 1] ?? NaN;
}

/** Whether an item is one of those that the condition holds for. */
function membership({
  contains,
  containsBitmap,
}: ConditionType): ((item: number) => boolean) | undefined {
  if (contains !== undefined) {
    const elements = new Set(contains.elements);
    return (item) => elements.has(item);
  }
  const bitmap = containsBitmap?.bitmap;
  if (bitmap === undefined) return undefined;
  return (item) => ((bitmap[item >> 3] ?? 0) & (1 << (item & 7))) !== 0;
}

/** Every value goes left, a missing one right. */
function isMissing({ feature, column }: YdfColumn): Split {
  if (column.kind === 'numeric') return { feature, missingLeft: false, threshold: Infinity };
  const levels = [...column.levels.keys(), column.levels.length];
  return { feature, missingLeft: false, levels, levelCount: levels.length, unseenLeft: true };
}
