const NUMBERED = /^(?:0|[1-9]\d{0,8})(?:\.(?:0|[1-9]\d{0,8})){2}$/;
const FIRST = '1.0.0';

/**
 * The version that a new model gets beside others: 1.0.1 after 1.0.0 and 2.0.1 after 2.0.0; 1.0.0 is the first. Versions
 * that are not of three numbers do not count.
 *
 * @param versions the existing ones, in any order
 */
export function nextVersion(versions: readonly string[]): string {
  const latest = newestFirst(versions).find((version) => NUMBERED.test(version));
  if (latest === undefined) return FIRST;
  const [major, minor, patch] = latest.split('.').map(Number);
  return `${major}.${minor}.${patch! + 1}`;
}

/** 1.10.0 comes before 1.9.0. */
export function newestFirst(versions: readonly string[]): readonly string[] {
  return versions.toSorted((a, b) => byVersion(b, a));
}

/** For sorting: 1.9.0 comes before 1.10.0. */
export function byVersion(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
