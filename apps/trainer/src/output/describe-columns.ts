import { textTable } from '@lambda-forest/cli';
import type { ColumnReport } from '@lambda-forest/data';
import { dayText, inputColumns } from '@lambda-forest/schema';
import type { InputColumn, Schema } from '@lambda-forest/schema';
import { count, enumerate, formatNumber, truncate } from '@lambda-forest/text';

const MAX_COLUMNS_SHOWN = 60;
const MAX_LEVELS_SHOWN = 5;
const MAX_TEXT = 25;

/** Every column as the forest will see it, and those that it will not see with the reason: lines for a terminal of that width. */
export function describeColumns(
  schema: Schema,
  reports: readonly ColumnReport[],
  width: number | undefined,
): string[] {
  const inputs = new Map(inputColumns(schema).map((input) => [input.name, input]));
  const rows = reports.flatMap((report): string[][] => {
    const { name } = report;
    const input = inputs.get(name);
    if (report.role === 'left-out')
      return [[truncate(name, MAX_TEXT), 'left out', '', report.why ?? '']];
    if (report.role === 'group')
      return [[truncate(name, MAX_TEXT), 'group', '', 'keeps rows together, no feature']];
    if (report.role === 'weight')
      return [[truncate(name, MAX_TEXT), 'weight', '', 'how much a row counts, no feature']];
    if (input === undefined) return [];
    const missing = input.feature.missing;
    const kind = kindOf(input);
    return [
      [
        truncate(name, MAX_TEXT),
        kind === 'datetime' ? 'date-time' : kind,
        String(missing),
        describeValues(input),
      ],
    ];
  });
  const shown = rows.slice(0, MAX_COLUMNS_SHOWN);
  const rest = rows.length - shown.length;
  const leftOut = rows.slice(MAX_COLUMNS_SHOWN).filter(([, kind]) => kind === 'left out');
  return [
    ...textTable(
      [['column', 'kind', 'missing', 'values'], ...shown, ...leftOut],
      ['left', 'left', 'right', 'left'],
      width,
    ),
    ...(rest > leftOut.length ? [`and ${count(rest - leftOut.length, 'more feature')}`] : []),
  ];
}

function kindOf(input: InputColumn): string {
  if (input.kind !== 'categorical') return input.kind;
  return input.feature.boolean === true ? 'boolean' : (input.feature.encode ?? 'categorical');
}

function describeValues(input: InputColumn): string {
  if (input.kind === 'datetime') {
    const { minimum, maximum } = input.feature;
    const range = input.parts[0] === 'days' ? `${dayText(minimum)} to ${dayText(maximum)}: ` : '';
    return `${range}${input.parts.join(', ')}`;
  }
  if (input.kind === 'numeric') {
    const { minimum, maximum, mean } = input.feature;
    return `${formatNumber(minimum)} to ${formatNumber(maximum)}, mean ${formatNumber(mean)}`;
  }
  if (input.kind !== 'categorical') return '';
  const { levels, counts } = input.feature;
  const order = [...levels.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b);
  const named = order.map((level) => `${truncate(levels[level]!, MAX_TEXT)} ${counts[level]!}`);
  return enumerate(named, MAX_LEVELS_SHOWN);
}
