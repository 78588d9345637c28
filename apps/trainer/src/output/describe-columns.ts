import { textTable } from '@lambda-forest/cli';
import type { ColumnReport } from '@lambda-forest/data';
import { inputColumns } from '@lambda-forest/schema';
import type { InputColumn, Schema } from '@lambda-forest/schema';

import { dayText } from './day-text.ts';

const MAX_COLUMNS_SHOWN = 60;
const MAX_LEVELS_SHOWN = 5;
const MAX_TEXT = 24;

/** Every column as the forest will see it, and those that it will not see with the reason: lines for a person. */
export function describeColumns(schema: Schema, reports: readonly ColumnReport[]): string[] {
  const inputs = new Map(inputColumns(schema.features).map((input) => [input.name, input]));
  const rows = reports.flatMap((report): string[][] => {
    const { name } = report;
    const input = inputs.get(name);
    if (report.role === 'left-out') return [[shorten(name), 'left out', '', report.why ?? '']];
    if (report.role === 'group')
      return [[shorten(name), 'group', '', 'keeps rows together, no feature']];
    if (report.role === 'weight')
      return [[shorten(name), 'weight', '', 'how much a row counts, no feature']];
    if (input === undefined) return [];
    const missing = input.feature.missing;
    const kind = input.kind === 'categorical' && input.feature.boolean ? 'boolean' : input.kind;
    return [
      [
        shorten(name),
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
    ),
    ...(rest > leftOut.length ? [`and ${rest - leftOut.length} more features`] : []),
  ];
}

function describeValues(input: InputColumn): string {
  if (input.kind === 'datetime') {
    const { minimum, maximum } = input.feature;
    const range = input.parts[0] === 'days' ? `${dayText(minimum)} to ${dayText(maximum)}: ` : '';
    return `${range}${input.parts.join(', ')}`;
  }
  if (input.kind === 'numeric') {
    const { minimum, maximum, mean } = input.feature;
    return `${format(minimum)} to ${format(maximum)}, mean ${format(mean)}`;
  }
  const { levels, counts } = input.feature;
  const order = [...levels.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b);
  const named = order
    .slice(0, MAX_LEVELS_SHOWN)
    .map((level) => `${shorten(levels[level]!)} ${counts[level]!}`);
  const rest = levels.length - named.length;
  return `${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** Six significant digits: quantities have any size. */
function format(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function shorten(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}
