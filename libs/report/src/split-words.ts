import { truncate } from '@lambda-forest/text';

import type { ModelFacts } from './report-input.ts';

const MAX_NAME_LENGTH = 40;

/** How the test rows were chosen, in a few words. */
export function splitName({ kind, column, stratified }: ModelFacts['split']): string {
  const by = column === undefined ? '' : `, ${truncate(column, MAX_NAME_LENGTH)}`;
  if (kind === 'time') return `by time${by}`;
  if (kind === 'group') return `by group${by}`;
  if (kind === 'file') return 'a separate file';
  return stratified ? 'at random, stratified by class' : 'at random';
}

/** The same as a sentence that explains it. */
export function howSplit({ split }: Pick<ModelFacts, 'split'>): string {
  const column = truncate(split.column ?? '', MAX_NAME_LENGTH);
  switch (split.kind) {
    case 'time':
      return `They are the latest by ${column}, and each fold of the cross-validation is later than the rows it was trained on: the numbers say how well the past predicts the future.`;
    case 'group':
      return `They are whole groups of ${column}, and so are the folds: the numbers say how well the model does on groups that it has never seen.`;
    case 'file':
      return 'They are a separate file; the folds are of the training rows.';
    default:
      return split.stratified
        ? 'They were drawn at random, stratified by class, and so were the folds.'
        : 'They were drawn at random, and so were the folds.';
  }
}
