/** The results as a CSV file: the columns of the file, followed by the answers. */
import { isClassPrediction } from '@lambda-forest/api';
import type { ModelSchema, RowAnswer } from '@lambda-forest/api';

import { answerText } from './result-rows.ts';
import type { ResultTable } from './result-rows.ts';

/**
 * RFC 4180, lines ending in CRLF. Numbers are those of the answers, to the last digit. After the file's columns
 * come `prediction`, then `probability_<class>` for each class or `lower` and `upper`, `warnings` and `errors`.
 */
export function resultCsv({ columns, rows }: ResultTable, schema: ModelSchema): string {
  const scores =
    schema.task === 'classification'
      ? schema.target.classes.map((each) => `probability_${each}`)
      : ['lower', 'upper'];
  const lines = rows.map(({ cells, prediction, errors }) => [
    ...columns.map((_, index) => cells[index] ?? ''),
    ...(prediction === undefined
      ? ['', ...scores.map(() => ''), '']
      : [answerText(prediction), ...scoresOf(prediction), warningsOf(prediction)]),
    errors.join(' '),
  ]);
  return csvText([[...columns, 'prediction', ...scores, 'warnings', 'errors'], ...lines]);
}

/** @param rows cells unchanged and unquoted */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map((cell) => csvCell(cell, cells)).join(',')}\r\n`).join('');
}

/** Quoted where another delimiter or quote could be seen in it, or the line would be empty. */
function csvCell(text: string, { length }: readonly string[]): string {
  const isPlain = !/[",;|'\t\r\n]/.test(text) && (text !== '' || length > 1);
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}

function scoresOf(prediction: RowAnswer): readonly string[] {
  if (isClassPrediction(prediction)) return prediction.probabilities.map(String);
  const { interval } = prediction;
  return interval === undefined ? ['', ''] : [String(interval.lower), String(interval.upper)];
}

function warningsOf({ warnings }: RowAnswer): string {
  return warnings.map(({ feature, message }) => `${feature}: ${message}`).join(' ');
}
