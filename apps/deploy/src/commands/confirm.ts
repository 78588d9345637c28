import { NotConfirmedError } from '../errors.ts';
import type { Terminal } from './context.ts';

/**
 * Asks for a yes. Anything else is a no.
 *
 * @param question ends with a question mark
 * @param isYes whether `--yes` was given
 * @throws {NotConfirmedError} for a no, and without a terminal
 */
export async function confirm(question: string, isYes: boolean, terminal: Terminal): Promise<void> {
  if (isYes) return;
  requireSomebody(terminal, question, 'Add --yes if that is what you want.');
  const answer = await terminal.ask(`${question} (yes or no) `);
  if (/^(y|yes)$/i.test(answer)) return;
  throw new NotConfirmedError(
    `Found ${JSON.stringify(answer)}, expected yes. Nothing was changed.`,
    'Run the command again to confirm.',
  );
}

/**
 * Asks for a word to be typed, before something that cannot be undone.
 *
 * @param given the word from the command line, if there was one
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
    'Run the command again to confirm.',
  );
}

function requireSomebody(terminal: Terminal, question: string, remedy: string): void {
  if (terminal.isInteractive) return;
  throw new NotConfirmedError(`Found no terminal, expected an answer to "${question}"`, remedy);
}
