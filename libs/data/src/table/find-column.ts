import { nearestName, quote } from '@lambda-forest/text';
import { singleIssue } from '@lambda-forest/table';

import type { Table } from './table.ts';

const MAX_NAMES_SHOWN = 20;

/**
 * The index of a column.
 *
 * @throws {DataValidationError} if there is none, listing the columns and suggesting the nearest name
 */
export function findColumn(table: Table, name: string): number {
  const names = table.header.filter((each) => !table.nameless.has(each));
  if (names.includes(name)) return table.header.indexOf(name);
  const nearest = nearestName(name, names);
  const shown = names.slice(0, MAX_NAMES_SHOWN).map(quote).join(', ');
  const rest = names.length - MAX_NAMES_SHOWN;
  const more = rest > 0 ? ` and ${rest} more` : '';
  throw singleIssue(
    table.source,
    { column: name, message: `found no such column, expected one of ${shown}${more}` },
    nearest === undefined ? 'Name one of these columns.' : `Did you mean ${quote(nearest)}?`,
  );
}
