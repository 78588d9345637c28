import { singleIssue } from '@lambda-forest/table';
import type { JsonLinesSink } from '@lambda-forest/table';

import type { RowTarget } from './row-batch.ts';
import type { ValueReader } from './value-reader.ts';

/**
 * Objects of JSON Lines by a model's schema, with a member for each column. Other members are left aside, and a member
 * that is not there is a missing value.
 */
export class JsonRows implements JsonLinesSink {
  readonly #readers: readonly ValueReader[];
  readonly #target: RowTarget;

  constructor(readers: readonly ValueReader[], target: RowTarget) {
    this.#readers = readers;
    this.#target = target;
  }

  addObject(members: Readonly<Record<string, unknown>>, _: readonly string[], line: number): void {
    for (const reader of this.#readers) {
      const { name } = reader.column;
      const value = Object.hasOwn(members, name) ? members[name] : undefined;
      reader.readValue(value, this.#target.batch);
    }
    this.#target.endRow(line);
  }

  addOther(line: number, message: string): void {
    this.#target.batch.addProblem(message);
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
