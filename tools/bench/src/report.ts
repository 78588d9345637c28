/** How numbers, tables and the lines around them are printed. */
import { textTable } from '@lambda-forest/cli';
import { formatInteger } from '@lambda-forest/text';

import { BUSY_RATIO } from './calibrate.ts';
import type { Calibrations } from './calibrate.ts';
import type { RunHead } from './run-head.ts';

/** Shown in place of a number that is missing. */
export const NOTHING = '-';

/** Three significant digits without an exponent: 0.00152, 1.31, 29.9, 128. */
export function threeDigits(value: number | undefined): string {
  if (value === undefined) return NOTHING;
  if (value === 0) return '0';
  const decimals = Math.max(0, Math.min(6, 2 - Math.floor(Math.log10(Math.abs(value)))));
  return value.toFixed(decimals);
}

/** Four decimals: 0.9678. */
export function fourDecimals(value: number | undefined): string {
  return value === undefined ? NOTHING : value.toFixed(4);
}

/** Whole megabytes of 1,000,000 bytes. */
export function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? NOTHING : formatInteger(Math.round(bytes / 1e6));
}

/** A column of a table: its title, and the text of its cell in a row. */
export type Column<Row> = readonly [title: string, cell: (row: Row) => string];

/** Lines of a table with its titles: the first column is left-aligned, numbers are right-aligned. */
export function tableOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string[] {
  return textTable([
    columns.map(([title]) => title),
    ...rows.map((row) => columns.map(([, cell]) => cell(row))),
  ]);
}

/** The machine and the missing peers. */
export function headLines({ date, machine, missing }: RunHead): string[] {
  const memory = formatInteger(Math.round(machine.memoryBytes / 1e9));
  return [
    `${machine.processor}, ${machine.cores} cores, ${memory} GB; ${machine.system}; Node ${machine.node}; ${date}`,
    missing.length === 0
      ? 'Missing peers: none.'
      : `Missing peers: ${missing.map(({ name, reason }) => `${name} (${reason})`).join('; ')}.`,
  ];
}

/** Whether the machine was free: then two loops at once take as long as one alone. */
export function calibrationLine({ before, after }: Calibrations): string {
  const ratios = [before, after].map(({ alone, together }) => together / alone);
  const parts = [before, after].map(
    ({ alone, together }, i) =>
      `${['before', 'after'][i]!} ${threeDigits(alone)} s alone, ${threeDigits(together)} s (${ratios[i]!.toFixed(2)} x) two at once`,
  );
  const wasBusy =
    ratios.some((ratio) => ratio > BUSY_RATIO) ||
    Math.max(before.alone, after.alone) > BUSY_RATIO * Math.min(before.alone, after.alone);
  const verdict = wasBusy ? ' THE MACHINE WAS BUSY: do not trust these times.' : '';
  return `calibration, a busy loop: ${parts.join('; ')}.${verdict}`;
}
