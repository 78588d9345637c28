import type { StackDifference } from '../aws/stack-difference.ts';
import type { Terminal } from './context.ts';

/** Shows what would change; permissions and what becomes open to everybody last, where they are not overlooked. */
export function showDifference(difference: StackDifference, terminal: Terminal): void {
  const { changes, text, changesIam, iamText, openings } = difference;
  if (changes === 0) {
    terminal.say('', 'Nothing to change in the stack.');
    return;
  }
  terminal.say('', text);
  if (changesIam) terminal.say('', 'Permissions change:', iamText);
  if (openings.length > 0) terminal.say('', ...openings.map((opening) => `OPEN: ${opening}`));
}

/** The same for a program. */
export function differenceJson({ changes, changesIam, openings, text }: StackDifference): object {
  return { changes, changes_iam: changesIam, openings, text };
}
