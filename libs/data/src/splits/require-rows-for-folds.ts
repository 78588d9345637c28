import { count, formatInteger, option, quote } from '@lambda-forest/text';
import { IssueList, singleIssue } from '@lambda-forest/table';

import type { Dataset } from '../dataset/dataset.ts';
import { allRows, groupPositions } from '../dataset/rows.ts';

/** With fewer folds there is no row to validate on, or none to train on. */
const MIN_FOLDS = 2;

/** Joins as `a`, `a or b`, `a, b, or c`. */
const WAYS = new Intl.ListFormat('en-US', { type: 'disjunction' });

interface FoldsRequest {
  readonly dataset: Dataset;
  /** To be folded: all of the dataset or, in the words of errors, its training rows. */
  readonly rows: Uint32Array;
  /** The rows' positions by class. */
  readonly groups: readonly Uint32Array[];
  readonly folds: number;
  /** False: only the rows in all are counted. */
  readonly stratified: boolean;
  /** What messages call the dataset. */
  readonly source: string;
}

/**
 * Checks that each fold gets a row and, if stratified, that classes with a row for each fold hold half of the rows or more.
 * Rare classes beside them are dealt to some of the folds, as scikit-learn's StratifiedKFold does; a target of which most
 * rows are rare is mostly no target.
 *
 * @throws {DataValidationError} naming all classes that have fewer rows than there are folds
 */
export function requireRowsForFolds(request: FoldsRequest): void {
  const { dataset, rows, groups, folds } = request;
  const isPart = rows.length < dataset.rowCount;
  const source = isPart ? `the training rows of ${request.source}` : request.source;
  const inAll = (total: number) => (isPart ? ` (of ${formatInteger(total)} in all)` : '');
  const expected = `expected at least ${folds}, one for each fold`;
  if (rows.length < folds) {
    throw singleIssue(
      source,
      { message: `found ${count(rows.length, 'row')}${inAll(dataset.rowCount)}, ${expected}` },
      remedyFor(['Add rows'], [{ size: rows.length, total: dataset.rowCount }], folds),
    );
  }
  if (dataset.task === 'regression' || !request.stratified) return;

  const { name, classes } = dataset.schema.target;
  const totals = groupPositions(dataset, allRows(dataset)).map((group) => group.length);
  const small = classes
    .map((value, i) => ({ value, size: groups[i]!.length, total: totals[i]! }))
    .filter(({ size }) => size > 0 && size < folds);
  const smallRows = small.reduce((sum, { size }) => sum + size, 0);
  if (2 * smallRows <= rows.length) return;
  const remedy = remedyFor(
    [
      'Add rows of the class',
      'leave the class out',
      `choose another target (${option('target')})`,
      ...(small.length < classes.length // or it is no target of classes at all
        ? [`divide rows without regard to classes (${option('split')}=random)`]
        : []),
      ...(classes.every(isNumber) ? [`take it for a quantity (${option('task')}=regression)`] : []),
    ],
    small,
    folds,
  );
  const issues = new IssueList(source);
  for (const { value, size, total } of small) {
    const found = `found ${count(size, 'row')} of class ${quote(value)}${inAll(total)}`;
    issues.add({ column: name, value, message: `${found}, ${expected}` }, remedy);
  }
  issues.throwIfAny();
}

/** Whether a class looks like a number. */
function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}

/** Names fewer folds and a smaller test part only where these can help. */
function remedyFor(
  start: readonly string[],
  small: readonly { readonly size: number; readonly total: number }[],
  folds: number,
): string {
  const ways = [...start];
  if (small.every(({ size }) => size >= MIN_FOLDS))
    ways.push(`use fewer folds (${option('folds')})`);
  if (small.every(({ total }) => total >= folds)) {
    ways.push(`hold fewer rows out for the test (${option('test-size')})`);
  }
  return `${WAYS.format(ways)}.`;
}
