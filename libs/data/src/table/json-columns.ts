import { count } from '@lambda-forest/text';
import { singleIssue } from '@lambda-forest/table';
import type { JsonLinesSink } from '@lambda-forest/table';

import type { ColumnBuilder } from '../columns/column-builder.ts';
import type { TableBuilder } from './table-builder.ts';

const SHAPE_REMEDY =
  'Write one JSON object on each line, as "jq -c ." does, with a number, text, boolean or null per column.';
/** A member becomes `outer_inner`, an item `outer_0`; what is null or false stays. */
const NESTED_REMEDY = `Spread what is nested over columns: jq -c '[paths(scalars | true) as $p | {($p | join("_")): getpath($p)}] | add' FILE`;

/**
 * Puts objects of JSON Lines into the columns of a table. A missing member, null or an empty text is a
 * missing cell. Numbers are numbers and texts are texts, whatever they look like.
 */
export class JsonColumns implements JsonLinesSink {
  readonly #source: string;
  readonly #builder: TableBuilder;
  readonly #column: (name: string) => ColumnBuilder;

  /** @param encoding what the text was decoded from, to be shown */
  constructor(source: string, builder: TableBuilder, encoding: string) {
    this.#source = source;
    this.#builder = builder;
    this.#column = builder.beginOpen(source, `JSON Lines, ${encoding}`);
  }

  addObject(
    members: Readonly<Record<string, unknown>>,
    names: readonly string[],
    line: number,
  ): void {
    for (const name of names) this.#addValue(name, members[name], line);
    for (const name of this.#builder.header!) {
      if (!Object.hasOwn(members, name)) this.#column(name).addCell('');
    }
    this.#builder.endRow(line);
  }

  addOther(line: number, message: string): void {
    this.#builder.addIssue(line, undefined, message, SHAPE_REMEDY);
  }

  refuseLength(line: number): never {
    const message = 'found a line of more than 2 MiB, expected less';
    throw singleIssue(this.#source, { row: line, message }, SHAPE_REMEDY);
  }

  #addValue(given: string, value: unknown, line: number): void {
    const name = given.trim();
    if (name === '' || name !== given) {
      const message = 'found a member without a name, or blanks around it, expected a name';
      throw singleIssue(this.#source, { row: line, message }, 'Name every member.');
    }
    const column = this.#column(name);
    if (typeof value === 'number') column.addNumber(value);
    else if (typeof value === 'string') column.addText(value);
    else if (typeof value === 'boolean') column.addCell(String(value));
    else {
      column.addCell('');
      if (value === null) return;
      const found = Array.isArray(value) ? `a list of ${count(value.length, 'item')}` : 'an object';
      const message = `found ${found}, expected a number, text, boolean or null`;
      this.#builder.addIssue(line, name, message, NESTED_REMEDY);
    }
  }
}
