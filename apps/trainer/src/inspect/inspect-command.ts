import { ProgressLine, spellFlags } from '@lambda-forest/cli';
import type { Shell } from '@lambda-forest/cli';
import { findSuspicions, readDataset } from '@lambda-forest/data';
import { DataValidationError, describeIssue } from '@lambda-forest/table';
import type {
  ColumnChoice,
  DatasetOptions,
  ReadDataset,
  Suspicion,
  Table,
} from '@lambda-forest/data';
import { defined, formatInteger, printable } from '@lambda-forest/text';

import { locateData } from '../train/locations.ts';
import { readDataFiles } from '../reading/read-data-file.ts';
import { spellColumns } from '../output/spell-columns.ts';
import { inspectionDocument } from './inspection-document.ts';
import { inspectionText } from './inspection-text.ts';
import type { InspectOptions } from './inspect-options.ts';
import type { Inspection } from './inspection.ts';

/**
 * Prints what a table holds. Columns whose cells contradict each other do not stop it: they are told.
 *
 * @throws {LambdaForestError} for what cannot be read at all
 */
export async function runInspect(options: InspectOptions, shell: Shell): Promise<void> {
  const { target, task } = options;
  const progress = new ProgressLine(process.stderr, () => performance.now());
  const file = await readDataFiles({
    files: locateData(options.data),
    options,
    keepWords: target !== undefined && task === 'classification' ? [target] : [],
    named: [target],
    onProgress: (done, total) =>
      progress.show('Reading (MB)', Math.floor(done / 1e6), Math.ceil(total / 1e6)),
  }).finally(() => progress.clear());
  const { table, choice, missingMarkers } = file;
  const { read, mixed } = readAnyhow(table, {
    target,
    ...(task === 'auto' ? {} : { task }),
    columns: choice.columns,
  });
  const inspection: Inspection = {
    ...read,
    table,
    missingMarkers,
    suspicions: [...mixed, ...findSuspicions(table, read)].map((suspicion) => ({
      ...suspicion,
      message: spellFlags(suspicion.message),
    })),
  };
  if (options.json) shell.document(inspectionDocument(inspection));
  else shell.say(...inspectionText(inspection).map(printable));
}

const MIXED = 'its cells contradict each other: see below';

/** Leaves out the columns that contradict themselves, once they are told. */
function readAnyhow(
  table: Table,
  options: DatasetOptions,
): { read: ReadDataset; mixed: readonly Suspicion[] } {
  try {
    return { read: spellColumns(readDataset(table, options)), mixed: [] };
  } catch (error) {
    if (!(error instanceof DataValidationError)) throw error;
    const named = new Set(error.issues.map(({ column }) => column));
    const target = options.target ?? table.header.at(-1);
    const bad = table.header.filter((name) => named.has(name) && name !== target);
    const given = options.columns ?? [];
    if (bad.length === 0) throw error;
    const ignored = bad.map((name): ColumnChoice => ({ name, kind: 'ignore' }));
    const others = given.filter(({ name }) => !bad.includes(name));
    const { read, mixed } = readAnyhow(table, { ...options, columns: [...others, ...ignored] });
    const columns = read.columns.map((report) =>
      bad.includes(report.name) ? { ...report, reason: 'mixed' as const, why: MIXED } : report,
    );
    return { read: { ...read, columns }, mixed: [...describeMixed(error), ...mixed] };
  }
}

function describeMixed({ issues, issueCount, remedy }: DataValidationError): Suspicion[] {
  const told = issues.map(({ column, ...issue }): Suspicion => ({
    code: 'mixed-types',
    ...defined({ column }),
    message: describeIssue(issue),
  }));
  const rest = issueCount - issues.length;
  const end = rest === 0 ? '' : `and ${formatInteger(rest)} more such cells. `;
  return [...told, { code: 'mixed-types', message: `${end}${remedy}` }];
}
