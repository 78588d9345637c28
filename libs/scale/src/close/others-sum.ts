import { describeOtherLevels } from '@lambda-forest/schema';
import type { OtherLevels } from '@lambda-forest/schema';
import { count } from '@lambda-forest/text';

interface Sum {
  /** What the first file with such a level has; `rows` are of its first piece. */
  readonly first: OtherLevels;
  readonly file: string;
  rows: number;
  files: number;
  lastFile: string;
}

/** Levels of all files that count as others, by column: a line each, however many files have them. */
export class OthersSum {
  readonly #sums = new Map<string, Sum>();

  /** @param file whose pieces come one after the other: there may be too many files to keep their names */
  add(file: string, found: readonly OtherLevels[]): void {
    for (const first of found) {
      const none = { first, file, rows: 0, files: 0, lastFile: '' };
      const sum = this.#sums.get(first.column) ?? none;
      this.#sums.set(first.column, sum);
      sum.rows += first.rows;
      if (sum.files === 0 || sum.lastFile !== file) sum.files++;
      sum.lastFile = file;
    }
  }

  describe(): readonly string[] {
    return [...this.#sums.values()].map(({ first, file, rows, files }) => {
      const more = files > 1 ? ` and ${count(files - 1, 'more file')}` : '';
      return describeOtherLevels({ ...first, rows }, file + more);
    });
  }
}
