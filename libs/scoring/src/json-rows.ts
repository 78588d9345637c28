import { singleIssue } from '@lambda-forest/table';
import type { JsonLinesSink } from '@lambda-forest/table';
import { option, quote } from '@lambda-forest/text';

import { keptColumns } from './kept-columns.ts';
import type { Keep } from './kept-columns.ts';
import type { RowTarget } from './row-batch.ts';
import type { ValueReader } from './value-reader.ts';

/**
 * Objects of JSON Lines by a model's schema, with a member for each column. Other members are left aside, and a member
 * that is absent is a missing value.
 */
export class JsonRows implements JsonLinesSink {
  readonly #readers: readonly ValueReader[];
  readonly #target: RowTarget;
  #hasNames = false;

  constructor(readers: readonly ValueReader[], target: RowTarget) {
    this.#readers = readers;
    this.#target = target;
  }

  addObject(
    members: Readonly<Record<string, unknown>>,
    names: readonly string[],
    line: number,
  ): void {
    for (const reader of this.#readers) {
      const { name } = reader.column;
      const value = Object.hasOwn(members, name) ? members[name] : undefined;
      reader.readValue(value, this.#target.batch);
    }
    if (this.#target.keep !== undefined) this.#keepMembers(members, names, this.#target.keep);
    this.#target.endRow(line);
  }

  /** The first object says what all columns are; a member that it lacks is never dropped without a word. */
  #keepMembers(
    members: Readonly<Record<string, unknown>>,
    names: readonly string[],
    keep: Keep,
  ): void {
    const { batch, source } = this.#target;
    if (!this.#hasNames) {
      this.#hasNames = true;
      const known = keep.columns === 'all' ? names : keep.columns;
      batch.keptNames = keptColumns(known, keep, source).map((column) => known[column]!);
    }
    const known = new Set(batch.keptNames);
    for (const name of keep.columns === 'all' ? names : []) {
      if (known.has(name)) continue;
      batch.addProblem(
        `member ${quote(name)}: found it in this row and not in the first, expected the same; name columns with ${option('keep')}`,
      );
    }
    batch.kept.push(
      batch.keptNames.map((name) => (Object.hasOwn(members, name) ? members[name] : null)),
    );
  }

  addOther(line: number, message: string): void {
    this.#target.batch.addProblem(message);
    if (this.#target.keep !== undefined) this.#target.batch.kept.push([]);
    this.#target.endRow(line);
  }

  refuseLength(line: number): never {
    throw singleIssue(
      this.#target.source,
      { row: line, message: 'found a line of more than 2 MiB, expected an object on each line' },
      'Write one JSON object on each line, and nothing around them.',
    );
  }
}
