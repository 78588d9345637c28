import { indexByName } from '@lambda-forest/text';
import type { ParquetCell, ParquetSink, RowGroup } from '@lambda-forest/table';

import { keptColumns } from './kept-columns.ts';
import { requireColumns } from './require-columns.ts';
import type { RowTarget } from './row-batch.ts';
import type { ValueReader } from './value-reader.ts';

/** Columns of a Parquet file by a model's schema. */
export class TypedRows implements ParquetSink {
  readonly mostRows: number;
  readonly #target: RowTarget;
  readonly #readers: readonly ValueReader[];
  /** Per column that is read, its cells of the group that is being read. */
  #cells: (readonly ParquetCell[])[] = [];
  /** Indices into `#cells` of the columns that are written beside the answers. */
  #kept: readonly number[] = [];

  constructor(readers: readonly ValueReader[], target: RowTarget) {
    this.#readers = readers;
    this.#target = target;
    this.mostRows = target.batch.capacity;
  }

  /** @throws {DataValidationError} for columns that are missing or there twice */
  begin(names: readonly string[]): readonly number[] {
    const expected = this.#readers.map(({ column }) => column.name);
    requireColumns(names, expected, this.#target.source);
    const index = indexByName(names);
    const columns = expected.map((name) => index.get(name)!);
    const { keep, source, batch } = this.#target;
    if (keep === undefined) return columns;
    const kept = keptColumns(names, keep, source);
    batch.keptNames = kept.map((column) => names[column]!);
    const all = [...new Set([...columns, ...kept])];
    const placeOf = new Map(all.map((column, place) => [column, place]));
    this.#kept = kept.map((column) => placeOf.get(column)!);
    return all;
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
      if (this.#kept.length > 0) {
        this.#target.batch.kept.push(this.#kept.map((column) => plain(this.#cells[column]![row]!)));
      }
      this.#target.endRow(firstRow + row + 1);
    }
    this.#cells = [];
  }
}

/** A value that no text or number stands for is not written. */
function plain(cell: ParquetCell): string | number | null {
  return typeof cell === 'object' ? null : cell;
}
