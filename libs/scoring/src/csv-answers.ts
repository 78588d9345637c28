import type { Schema } from '@lambda-forest/schema';

import type { AnswerOptions, AnswerWriter } from './answer-format.ts';

/** Votes of some trees have few distinct values: their texts are made once. */
const MAX_KNOWN_TEXTS = 8_192;

/** Answers as CSV: see `createAnswerWriter`. */
export function csvWriter(
  schema: Schema,
  { probabilities, intervals = false, safeCsv = false }: Omit<AnswerOptions, 'format'>,
): AnswerWriter {
  const textOf = numberTexts();
  const cell = safeCsv ? (text: string) => csvCell(harmless(text)) : csvCell;
  const classes = schema.task === 'classification' ? schema.target.classes : [];
  const found = classes.map((name, index) => `${index},${cell(name)}`);
  const names =
    schema.task === 'classification'
      ? [
          'prediction',
          'class_name',
          ...(probabilities ? classes.map((name) => `probability_${name}`) : []),
        ]
      : ['prediction', ...(intervals ? ['interval_lower', 'interval_upper'] : [])];
  const blanks = ','.repeat(names.length);
  const outputs = Math.max(1, classes.length);

  const answer = (row: number, scores: Float64Array, ends: Float64Array | undefined): string => {
    const start = row * outputs;
    if (classes.length === 0) {
      const interval = ends === undefined ? '' : `,${ends[2 * row]!},${ends[2 * row + 1]!}`;
      return `${textOf(scores[start]!)}${interval},`;
    }
    let best = 0;
    for (let k = 1; k < outputs; k++) {
      if (scores[start + k]! > scores[start + best]!) best = k;
    }
    let text = found[best]!;
    if (probabilities) {
      for (let k = 0; k < outputs; k++) text += `,${textOf(scores[start + k]!)}`;
    }
    return `${text},`;
  };
  return {
    names: [...names, 'error'],
    header: (kept) => `${[...kept, ...names, 'error'].map(cell).join(',')}\n`,
    write(batch, scores, ends) {
      const { keptNames, kept, problems } = batch;
      let text = '';
      for (let row = 0; row < batch.count; row++) {
        for (let i = 0; i < keptNames.length; i++) text += `${cell(plainText(kept[row]![i]))},`;
        const problem = problems.size === 0 ? undefined : problems.get(row);
        text += problem === undefined ? answer(row, scores, ends) : `${blanks}${cell(problem)}`;
        text += '\n';
      }
      return text;
    },
  };
}

function numberTexts(): (value: number) => string {
  const known = new Map<number, string>();
  return (value) => {
    let text = known.get(value);
    if (text === undefined) {
      text = String(value);
      if (known.size < MAX_KNOWN_TEXTS) known.set(value, text);
    }
    return text;
  };
}

function plainText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

/** A cell of RFC 4180: in quotes where it has to be. */
function csvCell(text: string): string {
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A spreadsheet runs what starts like this, in quotes or not (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^[+-]?(?:\d[\d.,]*|[.,]\d+)(?:[eE][+-]?\d+)?$/;

function harmless(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}
