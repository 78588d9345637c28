import { textTable } from '@lambda-forest/cli';
import { formatInteger } from '@lambda-forest/text';

import { BUSY_RATIO } from './calibrate.ts';
import type { Calibration } from './calibrate.ts';
import { threeDigits } from './format.ts';
import type { ResultHead, Setting } from './results.ts';
import type { Metric } from './score.ts';

export const METRIC_TITLES: Readonly<Record<Metric, string>> = {
  accuracy: 'accuracy',
  logLoss: 'log-loss',
  r2: 'R2',
  rmse: 'RMSE',
};

/** The machine and the missing peers. */
export function headLines({
  date,
  machine,
  missing,
}: Pick<ResultHead, 'date' | 'machine' | 'missing'>): string[] {
  const memory = formatInteger(Math.round(machine.memoryBytes / 1e9));
  return [
    `${machine.processor}, ${machine.cores} cores, ${memory} GB; ${machine.system}; Node ${machine.node}; ${date}`,
    missing.length === 0
      ? 'Missing peers: none.'
      : `Missing peers: ${missing.map(({ name, reason }) => `${name} (${reason})`).join('; ')}.`,
  ];
}

/** The settings of all peers in one line. */
export function settingLine(setting: Setting, maxFeatures: string): string {
  const { table, trainRows, testRows, features, classes, trees, featuresPerSplit } = setting;
  const target = classes === null ? 'a quantity' : `${classes} classes`;
  return (
    `${table}: ${formatInteger(trainRows)} training rows x ${features} features, ${formatInteger(testRows)} test rows, ` +
    `${target}; ${trees} trees, ${featuresPerSplit} features a split (${maxFeatures}), unlimited depth`
  );
}

/** Whether the machine was free: then two loops at once take as long as one alone. */
export function calibrationLine(before: Calibration, after: Calibration): string {
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

/** Outcomes that are not measurements, one line each. */
export function troubleLines(
  outcomes: readonly {
    readonly status: string;
    readonly peer?: string;
    readonly threads?: number;
    readonly reason?: string;
  }[],
): string[] {
  return outcomes.flatMap(({ status, peer, threads, reason }) => {
    if (reason === undefined) return [];
    const at = threads === undefined ? '' : ` at ${threads} thread${threads === 1 ? '' : 's'}`;
    return [`${status.toUpperCase()}: ${peer ?? ''}${at}: ${reason}`];
  });
}

/** Words are left-aligned, numbers right-aligned. */
export function linesOf(rows: readonly (readonly string[])[]): string[] {
  return textTable(rows, ['left']);
}
