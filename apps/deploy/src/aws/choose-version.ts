import { DeploymentError } from '../errors.ts';
import type { Alias, FunctionVersion } from './versions.ts';

const MAX_LISTED = 20;

/**
 * The version to roll back to: the given one, or the newest one before the live one that was not itself rolled
 * back.
 *
 * @param versions from old to new
 * @param to undefined for the previous one
 * @param words the target's, for the remedy
 * @throws {DeploymentError} if there is no such version, or it is live already
 */
export function chooseVersion(
  versions: readonly FunctionVersion[],
  alias: Alias,
  to: number | undefined,
  words: string,
): FunctionVersion {
  if (to !== undefined) return givenVersion(versions, alias, to, words);
  const previous = versions.findLast(
    ({ version }) => version < alias.version && !alias.rolledBack.has(version),
  );
  if (previous !== undefined) return previous;
  throw new DeploymentError(
    `Found no version before ${alias.version}, which is live, expected an older one to roll back to; the versions are ${listed(versions)}.`,
    'Name one with --to-version, or deploy what you want live.',
  );
}

function givenVersion(
  versions: readonly FunctionVersion[],
  alias: Alias,
  to: number,
  words: string,
): FunctionVersion {
  const found = versions.find(({ version }) => version === to);
  if (found === undefined) {
    throw new DeploymentError(
      `Found no version ${to}, expected one of ${listed(versions)}.`,
      `List them with "npx lambda-forest versions ${words}".`,
    );
  }
  if (to === alias.version && alias.canary.size === 0) {
    throw new DeploymentError(
      `Found that version ${to} is live already, expected another one.`,
      `List them with "npx lambda-forest versions ${words}".`,
    );
  }
  return found;
}

function listed(versions: readonly FunctionVersion[]): string {
  if (versions.length === 0) return 'none';
  const last = versions.slice(-MAX_LISTED).map(({ version }) => version);
  return `${versions.length > MAX_LISTED ? '..., ' : ''}${last.join(', ')}`;
}
