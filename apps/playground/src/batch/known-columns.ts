/** The file that is sent: columns that the model does not know are left out, as `trainer:predict` does. */
import { csvRows } from '@lambda-forest/api/batch';

import { csvText } from './result-csv.ts';

export interface BatchFile {
  /** The file's own text, or the rest of it. */
  readonly text: string;
  /** Names of the columns that are not sent, in the file's order. */
  readonly leftAside: readonly string[];
  /** The reason if the file is not sent at all. */
  readonly problem?: string;
}

const OTHER_DELIMITERS = [
  [';', 'semicolons'],
  ['\t', 'tabs'],
  ['|', 'bars'],
] as const;

/**
 * @param names the values of a request
 * @param target which the service accepts and ignores
 */
export function withKnownColumns(
  text: string,
  names: readonly string[],
  target: string,
): BatchFile {
  const [header = [], ...rows] = csvRows(text);
  const columns = header.map((name) => name.trim());
  const known = new Set([...names, target]);
  if (!columns.some((name) => known.has(name))) {
    const problem = otherDelimiter(columns, names);
    // For another table, the service reports what it expected.
    return { text, leftAside: [], ...(problem === undefined ? {} : { problem }) };
  }
  const isSent = columns.map((name) => known.has(name));
  if (isSent.every(Boolean)) return { text, leftAside: [] };
  // Cells beyond the header stay: the service reports that there are too many.
  const kept = [header, ...rows].map((cells) => cells.filter((_, i) => isSent[i] ?? true));
  // An empty line would not be a row: an empty target column is added beside a single column.
  const isAlone = isSent.filter(Boolean).length === 1 && !columns.includes(target);
  const sent = isAlone ? kept.map((cells, i) => [...cells, i === 0 ? target : '']) : kept;
  return { text: csvText(sent), leftAside: columns.filter((_, i) => !isSent[i]) };
}

function otherDelimiter(
  [first = '', ...others]: readonly string[],
  names: readonly string[],
): string | undefined {
  const [character, called] = OTHER_DELIMITERS.find(([one]) => first.includes(one)) ?? [];
  if (character === undefined || others.length > 0) return undefined;
  const found = first.split(character).map((name) => name.replaceAll('"', '').trim());
  if (!found.some((name) => names.includes(name))) return undefined;
  return `Found columns separated by ${called}, expected commas, and a point before decimals. Save the file that way, or score it with "nx run trainer:predict", which reads both.`;
}
