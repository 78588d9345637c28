/** Programs in Go that a check needs. Whoever has no Go does without the check, and is told so. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * Makes sure that a program exists, or prints that its tests are left out and why.
 *
 * @param build returns what went wrong, if anything did
 * @param tests what is not tested without it
 */
export function ensureProgram(
  program: string,
  tests: string,
  build: () => string | undefined,
): void {
  if (existsSync(program)) return;
  const problem = build() ?? (existsSync(program) ? undefined : 'Go wrote no such program.');
  if (problem !== undefined) console.error(`\nNOT TESTED: ${tests}: ${problem}\n`);
}

/** @returns undefined if there is a Go 1.`minMinor` or newer */
export function goProblem(minMinor: number): string | undefined {
  const { error, stdout } = spawnSync('go', ['version'], { encoding: 'utf8' });
  const [found = 'Go', minor] = /\bgo1\.(\d+)/.exec(stdout) ?? [];
  if (Number(minor) >= minMinor) return undefined;
  return `found ${error === undefined ? found : 'no Go'}, expected 1.${minMinor} or newer.`;
}

/**
 * @param module with its version, such as `github.com/rhysd/actionlint/cmd/actionlint@v1.7.7`
 * @param folder for the program
 * @returns what went wrong, if anything did
 */
export function goInstall(module: string, folder: string): string | undefined {
  const env = { ...process.env, GOBIN: folder, GOFLAGS: '' };
  const { status } = spawnSync('go', ['install', module], { env, stdio: 'inherit' });
  return status === 0 ? undefined : `"go install" ended with ${status}.`;
}
