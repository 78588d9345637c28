/** A file's cells as text, before anything is known of their types. */
export interface Table {
  /** What messages call the data, usually the file's name. */
  readonly source: string;
  /** Names of the columns: at least one, not empty, distinct, without surrounding blanks. */
  readonly header: readonly string[];
  /** One array per column, in header order, each with one cell per row, exactly as the file has it. */
  readonly columns: readonly (readonly string[])[];
  /** Length rowCount: the line of the file, from 1, on which each row starts. Its cells may hold newlines. */
  readonly lines: Uint32Array;
}
