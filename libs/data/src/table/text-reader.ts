/** Takes a file's text, a piece at a time. */
export interface TextReader {
  /** @throws {DataValidationError} for text after which nothing more can be read */
  push(text: string): void;
  /** The text is over. */
  end(): void;
}
