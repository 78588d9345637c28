import { basename, dirname, resolve } from 'node:path';

import { ProgressLine } from '@lambda-forest/cli';
import type { Shell } from '@lambda-forest/cli';
import { allRows } from '@lambda-forest/data';
import { count, formatInteger, printable } from '@lambda-forest/text';

import { HeldOutRowsError } from '../errors.ts';
import { judge } from './judgement.ts';
import { metricOfModel } from './metrics.ts';
import { requireData } from '../models/default-table.ts';
import { readTableRecord } from '../models/read-table-record.ts';
import { heldOutRows } from '../models/held-out-rows.ts';
import { loadModel } from '../models/load-model.ts';
import { readForModel } from '../models/read-for-model.ts';
import { scoreDataset } from '../models/score-dataset.ts';
import { describeSeen, findSeenRows, SEEN_WARNING } from '../models/seen-rows.ts';
import type { SeenRows } from '../models/seen-rows.ts';
import { evaluationReport } from '../report/evaluation-report.ts';
import { modelFacts } from '../report/model-facts.ts';
import { roundNumbers } from '../output/round-numbers.ts';
import { describeJudgement } from '../output/describe-judgement.ts';
import { note } from '../output/note.ts';
import { describeWarnings } from '../output/describe-warnings.ts';
import { requireFolder, writeFiles } from '../files/write-files.ts';
import type { EvaluateOptions } from './evaluate-options.ts';

const REPORT_REMEDY = 'Name another file with --report.';

/**
 * Measures a saved model on a table.
 *
 * @throws {LambdaForestError} for what is the user's to mend
 */
export async function runEvaluate(options: EvaluateOptions, shell: Shell): Promise<void> {
  const reportFile = options.report === undefined ? undefined : resolve(options.report);
  if (reportFile !== undefined) {
    await requireFolder(dirname(reportFile), [basename(reportFile)], REPORT_REMEDY);
  }
  const model = await loadModel(options.model, options['artifacts-dir']);
  await requireData(options.data, model);
  const { provenance } = model;
  const progress = new ProgressLine(process.stderr, () => performance.now());
  const data = await readForModel(options.data, model.schema, options, (done, total) =>
    progress.show('Reading', done, total),
  );
  progress.clear();
  const { schema, dataset, source, sha256, notices } = data;
  note(notices);
  const record = await readTableRecord(model.folder, model.bytes);
  const heldOut = heldOutRows(data, model, record);
  const rows = heldOut.kind === 'known' ? heldOut.rows : allRows(dataset);
  if (rows.length === 0) throw nothingHeldOut(source);
  const seen = record?.rowMarks && findSeenRows(dataset, rows, record.rowMarks);
  const rowsName = describeRows(source, heldOut.kind, seen);
  const scores = scoreDataset(model, dataset, rows);
  const judgement = judge(dataset, schema, rows, scores, metricOfModel({ schema, provenance }));
  const isBalanced = provenance.options['class_weight'] === 'balanced';

  if (reportFile !== undefined) {
    const facts = modelFacts(model, model.bytes);
    const { report } = await evaluationReport({
      model: { ...model, schema },
      facts,
      dataset,
      rows,
      table: data.table,
      scores,
      judgement,
      rowsName,
    });
    await writeFiles(dirname(reportFile), { [basename(reportFile)]: report }, REPORT_REMEDY);
  }
  if (options.json) {
    const document = {
      model: { name: provenance.name, version: provenance.version },
      data: {
        source,
        sha256,
        rows: dataset.rowCount,
        measured: rows.length,
        kind: heldOut.kind,
        seenShare: seen?.share ?? null,
        notices,
      },
      metrics: judgement.metrics,
      baseline: judgement.baseline,
    };
    shell.document(roundNumbers(document));
    return;
  }
  const lines = [
    `Model   ${provenance.name} ${provenance.version}`,
    `Data    ${source}: ${count(dataset.rowCount, 'row')}, measured on ${formatInteger(rows.length)}: ${rowsName}`,
    '',
    ...describeJudgement(judgement, 'Test'),
    ...describeWarnings(judgement, isBalanced).flatMap((warning) => ['', warning]),
    ...(seen?.isSuspicious === true ? ['', SEEN_WARNING] : []),
    ...(options.report === undefined ? [] : ['', `Report saved to ${options.report}`]),
  ];
  shell.say(...lines.map(printable));
}

function nothingHeldOut(source: string): HeldOutRowsError {
  return new HeldOutRowsError(
    `Found only rows in ${source} that the model was trained on, expected at least one that it has not seen.`,
    'Give the rows that were held out, such as the file after --test-data, or new ones.',
  );
}

function describeRows(source: string, kind: 'new' | 'known', seen: SeenRows | undefined): string {
  const name = kind === 'new' ? `the rows of ${source}` : 'the rows that training held out';
  return seen?.isSuspicious === true ? `${name}, ${describeSeen(seen)}` : name;
}
