import { PieceText } from './piece-text.ts';

/** How a cell is written. */
export const PLAIN = 0;
export const QUOTED = 1;
/** Quoted, with quotes inside, each written twice. */
export const DOUBLED = 2;

/** One row of CSV. Its cells are read when they are asked for; it is overwritten once the sink returns. */
export class CsvRow {
  /** The line of the text, from 1, on which the row starts. */
  line = 1;
  /** How many cells it has. */
  length = 0;
  /** The bytes around the row: UTF-8. */
  data: Uint8Array = new Uint8Array();
  /** Per cell, where its bytes start in `data`, without a quote. As long as the longest row so far, at least. */
  starts = new Int32Array(64);
  /** Per cell, where they end, exclusive. */
  ends = new Int32Array(64);
  /** Per cell: PLAIN, QUOTED or DOUBLED. */
  kinds = new Uint8Array(64);
  readonly #text = new PieceText();
  readonly #quote: string;

  /** @param quote the character around cells */
  constructor(quote: string) {
    this.#quote = quote;
  }

  /** The cell as it was meant: without quotes, blanks around it included. */
  text(cell: number): string {
    const text = this.slice(this.starts[cell]!, this.ends[cell]!);
    return this.kinds[cell] === DOUBLED
      ? text.replaceAll(this.#quote + this.#quote, this.#quote)
      : text;
  }

  /** All cells as texts. */
  texts(): string[] {
    return Array.from({ length: this.length }, (_, cell) => this.text(cell));
  }

  /** Text of `data`. */
  slice(from: number, to: number): string {
    return this.#text.slice(from, to);
  }

  setData(data: Uint8Array): void {
    this.data = data;
    this.#text.set(data);
  }

  /** Makes room for twice as many cells. */
  grow(): void {
    this.starts = withRoom(this.starts, new Int32Array(2 * this.starts.length));
    this.ends = withRoom(this.ends, new Int32Array(2 * this.ends.length));
    this.kinds = withRoom(this.kinds, new Uint8Array(2 * this.kinds.length));
  }
}

function withRoom<T extends Int32Array | Uint8Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
