import { isClassPrediction } from '@lambda-forest/api';
import type { RowAnswer } from '@lambda-forest/api';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { percent, shortNumber } from '../format/number.ts';
import { answerText } from './result-rows.ts';
import type { ResultRow, ResultTable } from './result-rows.ts';

/** Rows shown at first, and added by each press of the button: a hundred thousand at once would freeze the page. */
const ROWS_AT_A_TIME = 100;

interface Props {
  readonly table: ResultTable;
  /** What is predicted. */
  readonly target: string;
}

/** The rows of the file with their answers or errors. */
export function BatchResult({ table, target }: Props): JSX.Element {
  const [shown, setShown] = useState(ROWS_AT_A_TIME);
  const { columns, rows } = table;
  const left = rows.length - shown;
  return (
    <>
      <div class="table-frame" tabIndex={0} role="region" aria-label="Results of the batch">
        <table>
          <thead>
            <tr>
              <th scope="col" class="row-number">
                #
              </th>
              <th scope="col" class="answer-column">
                {target}, predicted
              </th>
              <th scope="col">how sure</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row) => (
              <Row key={row.number} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      {left > 0 && (
        <button
          type="button"
          class="button"
          onClick={() => setShown(shown + ROWS_AT_A_TIME)}
        >{`Show ${Math.min(left, ROWS_AT_A_TIME)} more of ${left}`}</button>
      )}
    </>
  );
}

function Row({ row }: { readonly row: ResultRow }): JSX.Element {
  const { number, cells, prediction, errors } = row;
  return (
    <tr class={prediction === undefined ? 'row-refused' : undefined}>
      <th scope="row" class="row-number">
        {number}
      </th>
      {prediction === undefined ? (
        <td colSpan={2} class="row-errors">
          {errors.map((each) => (
            <p key={each}>{each}</p>
          ))}
        </td>
      ) : (
        <>
          <td class="answer-column">
            {isClassPrediction(prediction)
              ? answerText(prediction)
              : shortNumber(prediction.prediction)}
          </td>
          <td>
            {sureness(prediction)}
            {prediction.warnings.length > 0 && (
              <span
                class="chip-warning"
                title={prediction.warnings
                  .map(({ feature, message }) => `${feature}: ${message}`)
                  .join('\n')}
              >
                outside training
              </span>
            )}
          </td>
        </>
      )}
      {cells.map((cell, index) => (
        <td key={index}>{cell}</td>
      ))}
    </tr>
  );
}

function sureness(prediction: RowAnswer): string {
  if (isClassPrediction(prediction))
    return percent(prediction.probabilities[prediction.prediction]!);
  const { interval } = prediction;
  return interval === undefined
    ? ''
    : `${shortNumber(interval.lower)} to ${shortNumber(interval.upper)}`;
}
