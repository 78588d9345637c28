/**
 * The versions that an alias was rolled back from, stored in the alias's description: the one place that stays with
 * the alias, needs no other service, and shows in the console. A later rollback skips them.
 */
const PREFIX = 'Rolled back: ';

/** Lambda's limit for a description. */
const MAX_DESCRIPTION_LENGTH = 256;

/** The versions that a description names; none for a description that is not ours. */
export function readRolledBack(description: string | undefined): ReadonlySet<number> {
  const [, list = ''] = /^Rolled back: (\d+(?:, \d+)*)$/.exec(description ?? '') ?? [];
  return new Set(list === '' ? [] : list.split(', ').map(Number));
}

/** The description for these versions, or for the newest ones if not all fit; empty for none. */
export function writeRolledBack(versions: Iterable<number>): string {
  const newestFirst = [...new Set(versions)].sort((a, b) => b - a);
  let text = '';
  for (const version of newestFirst) {
    const longer = text === '' ? `${PREFIX}${version}` : `${text}, ${version}`;
    if (longer.length > MAX_DESCRIPTION_LENGTH) break;
    text = longer;
  }
  return text;
}
