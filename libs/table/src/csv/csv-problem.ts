/** What is wrong with a CSV text as such. */
export type CsvProblem = 'open-quote' | 'text-behind-quote' | 'long-row' | 'long-quote';

export interface ProblemText {
  /** What was found and what was expected. */
  readonly message: string;
  readonly remedy: string;
}

/** @param quote the character around cells */
export function describeProblem(problem: CsvProblem, quote: string): ProblemText {
  switch (problem) {
    case 'open-quote':
      return {
        message: 'found a quote that is opened and never closed',
        remedy: 'Close it, and write a quote inside a quoted cell twice.',
      };
    case 'text-behind-quote':
      return {
        message: `found text behind the closing ${quote === '"' ? 'quote' : `quote ${quote}`} of a cell, expected the cell to end`,
        remedy: 'Quote the whole cell, and write each quote inside it twice.',
      };
    case 'long-row':
      return {
        message: 'found a row of more than 2 MiB',
        remedy: 'Write each row on a line of its own, and shorten or leave out very long texts.',
      };
    case 'long-quote':
      return {
        message: 'found a row of more than 2 MiB, most of it in one pair of quotes',
        remedy: 'Look for a quote that is opened and never closed.',
      };
  }
}
