import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { predictBatch, withoutLink } from '@lambda-forest/forest';
import { FOREIGN_FOLDER_FILE, readForeignFolder, readForeignModel } from '@lambda-forest/interop';
import type { ForeignModel } from '@lambda-forest/interop';

import type { RowForm } from './suites.ts';

/** How many rows were compared, and how far the farthest answer is, relative above 1. */
export interface Compared {
  readonly rows: number;
  readonly difference: number;
}

/** @param path of a file, or of a folder of files */
export function readModel(path: string): ForeignModel {
  const choice = { rounds: 'all' } as const;
  if (!statSync(path).isDirectory()) return readForeignModel(readFileSync(path), choice);
  const names = readdirSync(path).filter((name) => FOREIGN_FOLDER_FILE.test(name));
  return readForeignFolder(
    new Map(names.map((name) => [name, readFileSync(join(path, name))])),
    choice,
  );
}

/** @throws {Error} if there are not as many answers as the rows have */
export function compareAnswers(
  { forest }: ForeignModel,
  rows: Float64Array,
  answers: readonly number[],
  are: 'margins' | 'predictions',
): Compared {
  const found = predictBatch(are === 'margins' ? withoutLink(forest) : forest, rows);
  const count = rows.length / forest.featureCount;
  const isSecondOfTwo = found.length === 2 * answers.length;
  const shown = isSecondOfTwo ? found.filter((_, i) => i % 2 === 1) : found;
  if (shown.length !== answers.length) {
    throw new Error(`Found ${answers.length} answers, expected ${shown.length}.`);
  }
  const differences = answers.map(
    (answer, i) => Math.abs(answer - shown[i]!) / Math.max(1, Math.abs(answer)),
  );
  return { rows: count, difference: differences.reduce((a, b) => Math.max(a, b), 0) };
}

/** The rows of a file, one after the other, of so many features each. */
export function readRows(text: string, form: RowForm, features: number): Float64Array {
  const lines = linesOf(text);
  const rows = new Float64Array(lines.length * features);
  lines.forEach((line, row) => {
    const values =
      form.kind === 'tsv'
        ? line.split(/\s+/).slice(form.firstColumn).map(Number)
        : fromLibsvm(line, form.absent, features);
    if (values.length !== features) {
      throw new Error(`Found ${values.length} values in a row, expected ${features}.`);
    }
    rows.set(values, row * features);
  });
  return rows;
}

/** Numbers in lines, whatever stands between them. */
export function readNumbers(text: string): number[] {
  return linesOf(text).flatMap((line) => line.split(/[\s,]+/).map(Number));
}

function fromLibsvm(line: string, absent: number, features: number): number[] {
  const values = new Array<number>(features).fill(absent);
  for (const pair of line.split(/\s+/).slice(1)) {
    const [index, value] = pair.split(':').map(Number);
    values[index!] = value!;
  }
  return values;
}

function linesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
}
