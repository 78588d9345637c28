import type { ParquetCell, ParquetSink, RowGroup } from '@lambda-forest/table';

import { requireColumns } from './require-columns.ts';
import type { RowTarget } from './row-batch.ts';
import type { ValueReader } from './value-reader.ts';

/** Columns of a Parquet file by a model's schema. */
export class TypedRows implements ParquetSink {
  readonly #target: RowTarget;
  readonly #readers: readonly ValueReader[];
  /** Per reader, its cells of the group that is being read. */
  #cells: (readonly ParquetCell[])[] = [];

  constructor(readers: readonly ValueReader[], target: RowTarget) {
    this.#readers = readers;
    this.#target = target;
  }

  /** @throws {DataValidationError} for columns that are missing or there twice */
  begin(names: readonly string[]): readonly number[] {
    const expected = this.#readers.map(({ column }) => column.name);
    requireColumns(names, expected, this.#target.source);
    return expected.map((name) => names.indexOf(name));
  }

  /** Columns come in the order in which `begin` asks for them. */
  addColumn(_: number, cells: readonly ParquetCell[]): void {
    this.#cells.push(cells);
  }

  endGroup({ firstRow, rowCount }: RowGroup): void {
    for (let row = 0; row < rowCount; row++) {
      for (let i = 0; i < this.#readers.length; i++) {
        this.#readers[i]!.readTyped(this.#cells[i]![row]!, this.#target.batch);
      }
      this.#target.endRow(firstRow + row + 1);
    }
    this.#cells = [];
  }
}
