import { describeOtherLevels } from '@lambda-forest/schema';
import type { OtherLevels } from '@lambda-forest/schema';
import { count } from '@lambda-forest/text';

interface Sum extends OtherLevels {
  readonly file: string;
  readonly files: ReadonlySet<string>;
}

/** Levels of all files that count as others, by column: a line each, however many files have them. */
export class OthersSum {
  readonly #sums = new Map<string, Sum>();

  add(file: string, found: readonly OtherLevels[]): void {
    for (const one of found) {
      const { rows = 0, files = [], ...first } = this.#sums.get(one.column) ?? {};
      const sum = { file, ...one, ...first, rows: rows + one.rows };
      this.#sums.set(one.column, { ...sum, files: new Set([...files, file]) });
    }
  }

  describe(): readonly string[] {
    return [...this.#sums.values()].map(({ file, files, ...levels }) => {
      const more = files.size > 1 ? ` and ${count(files.size - 1, 'more file')}` : '';
      return describeOtherLevels(levels, file + more);
    });
  }
}
