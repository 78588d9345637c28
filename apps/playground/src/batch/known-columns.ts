/** The file that is sent: columns that the model does not know are left out, as `trainer:predict` does. */
import { csvRows } from './csv-rows.ts';
import { csvText } from './result-csv.ts';

export interface BatchFile {
  /** The file's own text, or the rest of it. */
  readonly text: string;
  /** Names of the columns that are not sent, in the file's order. */
  readonly leftAside: readonly string[];
  /** The reason if the file is not sent at all. */
  readonly problem?: string;
}

/**
 * @param names the values of a request
 * @param target which the service accepts and ignores
 */
export function withKnownColumns(
  text: string,
  names: readonly string[],
  target: string,
): BatchFile {
  const { columns, rows, problem } = csvRows(text);
  if (problem !== undefined) return { text, leftAside: [], problem };
  const known = new Set([...names, target]);
  const isSent = columns.map((name) => known.has(name));
  // For another table, the service reports what it expected.
  if (isSent.every(Boolean) || !isSent.some(Boolean)) return { text, leftAside: [] };
  // Cells beyond the header stay: the service reports that there are too many.
  const sent = [columns, ...rows].map((cells) => cells.filter((_, i) => isSent[i] ?? true));
  return { text: csvText(sent), leftAside: columns.filter((_, i) => !isSent[i]) };
}
