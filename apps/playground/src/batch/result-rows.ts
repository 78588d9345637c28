/** The answers of a batch beside the rows of the file, for the table and the download. */
import { isClassPrediction } from '@lambda-forest/api';
import type { BatchAnswer, FieldIssue, RowAnswer, RowErrors } from '@lambda-forest/api';

import { csvRows } from './csv-rows.ts';
import { sortErrors } from '../api/pointers.ts';

export interface ResultTable {
  /** The columns of the file, in its order. */
  readonly columns: readonly string[];
  /** In the order of the file. */
  readonly rows: readonly ResultRow[];
}

export interface ResultRow {
  /** From 1, below the header. */
  readonly number: number;
  /** As in the file; as many as columns. */
  readonly cells: readonly string[];
  /** Undefined if the row was refused. */
  readonly prediction: RowAnswer | undefined;
  /** The reasons why it was refused, each with the column's name if there is one. */
  readonly errors: readonly string[];
}

/**
 * The file is cut into cells by the service's own reader, so that rows and answers always match.
 *
 * @param text a CSV file that the service has answered
 * @param names the values of a request, in the order of a row
 */
export function resultTable(
  text: string,
  { predictions }: Pick<BatchAnswer, 'predictions'>,
  names: readonly string[],
): ResultTable {
  const { columns, rows } = csvRows(text);
  return {
    columns,
    rows: predictions.map((answer, index) => ({
      number: index + 1,
      cells: rows[index] ?? [],
      prediction: isRefused(answer) ? undefined : answer,
      errors: isRefused(answer) ? messages(answer.errors, index, names) : [],
    })),
  };
}

/** The text of a row's answer: its class, or the quantity. */
export function answerText(prediction: RowAnswer): string {
  return isClassPrediction(prediction) ? prediction.class_name : String(prediction.prediction);
}

function messages(
  errors: readonly FieldIssue[],
  index: number,
  names: readonly string[],
): readonly string[] {
  const { byFeature, others } = sortErrors(errors, `/instances/${index}`, names);
  const named = [...byFeature].flatMap(([name, texts]) => texts.map((each) => `${name}: ${each}`));
  return [...named, ...others];
}

function isRefused(answer: RowAnswer | RowErrors): answer is RowErrors {
  return 'errors' in answer;
}
