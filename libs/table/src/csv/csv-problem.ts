/** What is wrong with a CSV text as such. */
export type CsvProblem = 'open-quote' | 'text-behind-quote' | 'long-row' | 'long-quote';

export interface ProblemText {
  readonly found: string;
  readonly expected: string;
  readonly remedy: string;
}

/** @param quote the character around cells */
export function describeProblem(problem: CsvProblem, quote: string): ProblemText {
  const name = quote === '"' ? 'quote' : `quote ${quote}`;
  const texts: Readonly<
    Record<CsvProblem, readonly [found: string, expected: string, remedy: string]>
  > = {
    'open-quote': [
      'a quote that is opened and never closed',
      'another that closes it',
      'Write a quote inside a quoted cell twice.',
    ],
    'text-behind-quote': [
      `text behind the closing ${name} of a cell`,
      'the cell to end',
      'Quote all of the cell, and write a quote inside it twice.',
    ],
    'long-row': [
      'a row of more than 2 MiB',
      'less',
      'Write each row on its own line, and shorten very long texts.',
    ],
    'long-quote': [
      'a row of more than 2 MiB, most of it in one pair of quotes',
      'less',
      'Look for a quote that is opened and never closed.',
    ],
  };
  const [found, expected, remedy] = texts[problem];
  return { found, expected, remedy };
}
