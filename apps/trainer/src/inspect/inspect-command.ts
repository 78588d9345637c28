import { ProgressLine, spellFlags } from '@lambda-forest/cli';
import type { Shell } from '@lambda-forest/cli';
import { findSuspicions, readDataset } from '@lambda-forest/data';
import { printable } from '@lambda-forest/text';

import { locateData } from '../train/locations.ts';
import { readDataFiles } from '../reading/read-data-file.ts';
import { spellColumns } from '../output/spell-columns.ts';
import { inspectionDocument } from './inspection-document.ts';
import { inspectionText } from './inspection-text.ts';
import type { InspectOptions } from './inspect-options.ts';
import type { Inspection } from './inspection.ts';

/**
 * Prints what a table holds. Columns whose cells contradict each other do not stop it: they are reported.
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
  const read = spellColumns(
    readDataset(table, {
      target,
      ...(task === 'auto' ? {} : { task }),
      columns: choice.columns,
      leaveOutMixed: true,
    }),
  );
  const inspection: Inspection = {
    ...read,
    columns: read.columns.map((column) =>
      column.mayInform === true
        ? { ...column, why: `${column.why ?? ''}; train keeps it if it helps` }
        : column,
    ),
    table,
    missingMarkers,
    suspicions: findSuspicions(table, read).map((suspicion) => ({
      ...suspicion,
      message: spellFlags(suspicion.message),
    })),
  };
  if (options.json) shell.document(inspectionDocument(inspection));
  else shell.say(...inspectionText(inspection, shell.columns).map(printable));
}
