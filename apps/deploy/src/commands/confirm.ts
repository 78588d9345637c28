import { NotConfirmedError } from '../errors.ts';
import type { Terminal } from './context.ts';

/**
 * Asks a person for a yes. Anything else is a no.
 *
 * @param question ends with a question mark
 * @param isYes whether it was given before, with `--yes`
 * @throws {NotConfirmedError} for a no, and where nobody is there to answer
 */
export async function confirm(question: string, isYes: boolean, terminal: Terminal): Promise<void> {
  if (isYes) return;
  requireSomebody(terminal, question, 'Add --yes if that is what you want.');
  const answer = await terminal.ask(`${question} (yes or no) `);
  if (/^(y|yes)$/i.test(answer)) return;
  throw new NotConfirmedError(
    `Found ${JSON.stringify(answer)}, expected yes. Nothing was changed.`,
    'Start again if you want it.',
  );
}

/**
 * Asks a person to write a word, for what cannot be undone.
 *
 * @param given what stood on the command line, if anything did
 * @throws {NotConfirmedError} for any other word
 */
export async function confirmWord(
  question: string,
  word: string,
  given: string | undefined,
  terminal: Terminal,
): Promise<void> {
  if (given === undefined) {
    requireSomebody(terminal, question, `Add --confirm=${word} if that is what you want.`);
  }
  const answer = given ?? (await terminal.ask(`${question} Write ${word} to go on: `));
  if (answer === word) return;
  throw new NotConfirmedError(
    `Found ${JSON.stringify(answer)}, expected ${JSON.stringify(word)}. Nothing was changed.`,
    'Start again if you want it.',
  );
}

function requireSomebody(terminal: Terminal, question: string, remedy: string): void {
  if (terminal.isInteractive) return;
  throw new NotConfirmedError(`Found no terminal, expected an answer to "${question}"`, remedy);
}
