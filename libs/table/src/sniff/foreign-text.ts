/** A text that is no table, or not in the format that was said. */
export interface ForeignText {
  /** What a person calls it, with its article. */
  readonly found: string;
  /** Default: any format that is read. */
  readonly expected?: string;
  /** How to make a table of it. */
  readonly remedy: string;
}
