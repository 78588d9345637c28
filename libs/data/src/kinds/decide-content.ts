import { option } from '@lambda-forest/text';
import type { IssueList } from '@lambda-forest/table';

import type { Table } from '../table/table.ts';
import type { ColumnChoice } from './column-choice.ts';
import { leftOut } from './column-content.ts';
import type { ColumnContent } from './column-content.ts';
import { inferContent } from './infer-content.ts';
import { readBooleans, readLevels, readMoments, readNumbers, readTexts } from './read-as.ts';

/**
 * Decides the kind of a column: the user's choice, or else from its cells. Adds to `issues` the cells that do
 * not fit.
 *
 * @param choice undefined for a column without one
 */
export function decideContent(
  table: Table,
  index: number,
  issues: IssueList,
  choice: Omit<ColumnChoice, 'name'> | undefined,
): ColumnContent {
  if (table.nameless.has(table.header[index]!)) {
    return leftOut('nameless', 'the first line has no name for it');
  }
  if (choice === undefined && table.labels.has(table.header[index]!)) {
    return leftOut('label', 'an index of pandas, which labels the rows');
  }
  switch (choice?.kind) {
    case 'ignore':
      return leftOut('ignored', `as ${option('schema')} says`);
    case 'numeric':
      return { kind: 'numeric', values: readNumbers(table, index, issues) };
    case 'boolean':
      return readBooleans(table, index, issues);
    case 'datetime':
      return readMoments(table, index, issues, choice.format);
    case 'names':
    case 'text':
      return readTexts(table, index, choice.kind, issues);
    case 'categorical':
      return readLevels(table, index, issues, choice.levels);
    default:
      return inferContent(table, index, issues);
  }
}
