import type { TrainOptions } from './train-options.ts';

/** Columns whose every value counts, however many there are. */
export function wordColumns({ target, task, 'group-column': group }: TrainOptions): string[] {
  return [target, group].filter(
    (name): name is string => name !== undefined && (name === group || task === 'classification'),
  );
}
