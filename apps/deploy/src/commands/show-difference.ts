import type { StackDifference } from '../aws/stack-difference.ts';
import type { Terminal } from './context.ts';

/** Prints what would change; last, where it is not overlooked, what becomes open to everybody and what is refused. */
export function showDifference(difference: StackDifference, terminal: Terminal): void {
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
