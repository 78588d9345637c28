import { count } from '@lambda-forest/text';
import { singleIssue } from '@lambda-forest/table';
import { parseExactJson } from '@lambda-forest/schema';

import type { ColumnBuilder } from '../columns/column-builder.ts';
import type { TableBuilder } from './table-builder.ts';
import type { TextReader } from './text-reader.ts';

const MAX_ROW_CHARACTERS = 65_536 * 32;
const SHAPE_REMEDY =
  'Write one JSON object on each line, with a number, text, boolean or null per column.';

/**
 * Reads JSON Lines: an object on each line, whose members are the row's cells. A member that is not there, null
 * or an empty text is a missing cell. Numbers are numbers and texts are texts, whatever they look like.
 */
export class JsonLinesReader implements TextReader {
  readonly #source: string;
  readonly #builder: TableBuilder;
  readonly #column: (name: string) => ColumnBuilder;
  #rest = '';
  #line = 0;

  constructor(source: string, builder: TableBuilder, encoding: string) {
    this.#source = source;
    this.#builder = builder;
    this.#column = builder.beginOpen(source, `JSON Lines, ${encoding}`);
  }

  push(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop()!;
    for (const line of lines) this.#addLine(line);
    if (this.#rest.length > MAX_ROW_CHARACTERS) {
      throw singleIssue(
        this.#source,
        { row: this.#line + 1, message: 'found a line of more than 2 MiB' },
        SHAPE_REMEDY,
      );
    }
  }

  end(): void {
    if (this.#rest !== '') this.#addLine(this.#rest);
  }

  #addLine(text: string): void {
    this.#line++;
    if (text.trim() === '') return;
    let row: unknown;
    try {
      row = parseExactJson(text);
    } catch (error) {
      throw singleIssue(
        this.#source,
        { row: this.#line, message: 'found text that is no JSON, expected an object' },
        SHAPE_REMEDY,
        error,
      );
    }
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      const message = 'found JSON that is no object, expected one with a member per column';
      this.#builder.addIssue(this.#line, undefined, message, SHAPE_REMEDY);
      return;
    }
    this.#addRow(row as Readonly<Record<string, unknown>>);
  }

  #addRow(row: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(row)) this.#addValue(name, value);
    for (const name of this.#builder.header!) {
      if (!Object.hasOwn(row, name)) this.#column(name).addCell('');
    }
    this.#builder.endRow(this.#line);
  }

  #addValue(given: string, value: unknown): void {
    const name = given.trim();
    if (name === '' || name !== given) {
      const message = 'found a member without a name, or blanks around it';
      throw singleIssue(this.#source, { row: this.#line, message }, 'Name every member.');
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
      this.#builder.addIssue(this.#line, name, message, SHAPE_REMEDY);
    }
  }
}
