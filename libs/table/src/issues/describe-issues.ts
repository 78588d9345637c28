import { count, formatInteger, printable, quote } from '@lambda-forest/text';

import type { DataIssue } from '../errors.ts';
import { describeIssue } from './describe-issue.ts';
import { countRows } from './issue-list.ts';

/** From this many on, values of a column that are wrong in the same way share a line. */
const FEWEST_TOGETHER = 4;
const MAX_EXAMPLES = 3;

/** A line for each issue; one for many different values of a column that are wrong in the same way. */
export function describeIssues(issues: readonly DataIssue[]): string[] {
  const kinds = Map.groupBy(issues, (issue) => kindOf(issue) ?? issue);
  return [...kinds.values()].flatMap((kind) =>
    kind.length < FEWEST_TOGETHER ? kind.map(describeIssue) : [describeTogether(kind)],
  );
}

function kindOf(issue: DataIssue): string | undefined {
  const rest = behindValue(issue);
  return rest && JSON.stringify([issue.source, issue.column, rest]);
}

/** What the message says of its value. */
function behindValue({ message, value, row }: DataIssue): string | undefined {
  const found = `found ${quote(value ?? '')}`;
  const isOfCell = value !== undefined && row !== undefined && message.startsWith(found);
  return isOfCell ? message.slice(found.length) : undefined;
}

function describeTogether(issues: readonly DataIssue[]): string {
  const [{ source, column = '' }] = issues as readonly [DataIssue];
  const shown = issues.slice(0, MAX_EXAMPLES);
  const examples = shown.map(({ value = '', row, alike = 0 }) => {
    const more = alike > 0 ? ` and ${count(alike, 'more row')}` : '';
    return `${quote(value)} (line ${row}${more})`;
  });
  const file = source === undefined ? '' : `${printable(source)}, `;
  const rest = formatInteger(issues.length - shown.length);
  const rows = count(countRows(issues), 'row');
  return `${file}column ${quote(column)}, ${rows}: found ${examples.join(', ')} and ${rest} more${behindValue(issues[0]!)}`;
}
