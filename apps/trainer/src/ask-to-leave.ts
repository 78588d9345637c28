import type { Shell } from '@lambda-forest/cli';

/**
 * After a request to stop: whether what runs on AWS goes on. Without a terminal it does not.
 *
 * @param question whether it is to be stopped
 */
export async function askToLeave(
  question: string,
  ask: (question: string) => Promise<string>,
  shell: Shell,
): Promise<boolean> {
  const answer = shell.isInteractive ? await ask(`${question} [y/N] `) : 'y';
  return !/^y(es)?$/i.test(answer);
}
