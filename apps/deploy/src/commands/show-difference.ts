import type { StackDifference } from '../aws/stack-difference.ts';
import type { Terminal } from './context.ts';

/** Prints what would change in a stack, and in the one that scores files, if there is one. */
export function showDifferences(
  difference: StackDifference,
  batch: { readonly stack: string; readonly difference: StackDifference } | undefined,
  terminal: Terminal,
): void {
  showDifference(difference, terminal);
  if (batch === undefined) return;
  terminal.say('', `Stack ${batch.stack}:`);
  showDifference(batch.difference, terminal);
}

/** Prints what would change; last, where it is not overlooked, what becomes open to everybody and what is refused. */
function showDifference(difference: StackDifference, terminal: Terminal): void {
  const { changes, text, openings, impossible } = difference;
  if (changes === 0) {
    terminal.say('', 'Nothing to change in the stack.');
    return;
  }
  terminal.say('');
  terminal.sayStyled(text);
  if (openings.length > 0) terminal.say('', ...openings.map((opening) => `OPEN: ${opening}`));
  if (impossible.length > 0) terminal.say('', ...impossible.map((it) => `IMPOSSIBLE: ${it}`));
}
