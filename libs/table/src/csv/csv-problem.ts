/** What is wrong with a CSV text as such. */
export type CsvProblem = 'open-quote' | 'text-behind-quote' | 'long-row' | 'long-quote';

export type ProblemText = readonly [found: string, expected: string, remedy: string];

/** @param quote the character around cells */
export function describeProblem(problem: CsvProblem, quote: string): ProblemText {
  const name = quote === '"' ? 'quote' : `quote ${quote}`;
  const long = 'a row of more than 2 MiB';
  const texts: Readonly<Record<CsvProblem, ProblemText>> = {
    'open-quote': [
      'a quote that is never closed',
      'another that closes it',
      'Write a quote inside a quoted cell twice.',
    ],
    'text-behind-quote': [
      `text behind the closing ${name} of a cell`,
      'the cell to end',
      'Quote all of the cell, and write a quote inside it twice.',
    ],
    'long-row': [long, 'less', 'Write each row on its line, and shorter texts.'],
    'long-quote': [`${long}, mostly in one pair of quotes`, 'less', 'Look for an unclosed quote.'],
  };
  return texts[problem];
}
