import { option } from '@lambda-forest/text';
import { NESTED } from '@lambda-forest/table';
import type { ParquetCell, ParquetSink, RowGroup } from '@lambda-forest/table';

import type { ColumnBuilder } from '../columns/column-builder.ts';
import { refuseRepeatedNames } from './read-header.ts';
import type { TableBuilder } from './table-builder.ts';

const LEAVE_OUT = `leave the column out (in ${option('schema')}: "kind": "ignore")`;
const VALUE_REMEDY = `Correct the values, or ${LEAVE_OUT}.`;
const NESTED_REMEDY = `Write its parts as columns of their own, or ${LEAVE_OUT}.`;

/** Puts columns of Parquet into those of a table. */
export class ParquetColumns implements ParquetSink {
  readonly #source: string;
  readonly #builder: TableBuilder;
  #names: readonly string[] = [];
  #columns: readonly ColumnBuilder[] = [];
  /** Columns whose values were reported to have parts: all their rows are like that. */
  readonly #nested = new Set<string>();

  constructor(source: string, builder: TableBuilder) {
    this.#source = source;
    this.#builder = builder;
  }

  /** @throws {DataValidationError} for repeated names, or other columns than the files before */
  begin(names: readonly string[], labels: ReadonlySet<string>): readonly number[] {
    refuseRepeatedNames(names, this.#source);
    this.#names = names;
    this.#builder.addLabels(labels);
    this.#columns = this.#builder.begin({ source: this.#source, format: 'Parquet' }, names);
    return [...names.keys()].filter((column) => !this.#builder.isLeftOut(names[column]!));
  }

  addColumn(column: number, cells: readonly ParquetCell[], { firstRow }: RowGroup): void {
    const builder = this.#columns[column]!;
    for (let i = 0; i < cells.length; i++) {
      const problem = addCell(builder, cells[i]!);
      if (problem !== undefined) this.#report(problem, this.#names[column]!, firstRow + i + 1);
    }
  }

  endGroup({ firstRow, rowCount }: RowGroup): void {
    for (let row = firstRow; row < firstRow + rowCount; row++) this.#builder.endRow(row + 1);
  }

  #report(problem: string, name: string, line: number): void {
    if (problem !== NESTED) this.#builder.addIssue(line, name, problem, VALUE_REMEDY);
    else if (!this.#nested.has(name)) {
      this.#nested.add(name);
      this.#builder.addIssue(undefined, name, problem, NESTED_REMEDY);
    }
  }
}

/** @returns what is wrong with the cell, if anything is */
function addCell(column: ColumnBuilder, cell: ParquetCell): string | undefined {
  if (typeof cell === 'number') column.addNumber(cell);
  else if (typeof cell === 'string') column.addText(cell);
  else {
    column.addCell('');
    return cell?.problem;
  }
  return undefined;
}
