/**
 * Builds kumo with Go, into a folder that git ignores. Where that is not possible, this says so and the test is left
 * out.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';

import { KUMO, KUMO_FOLDER, KUMO_VERSION } from './kumo.ts';

const MODULE = 'github.com/sivchari/kumo';
/** Of the module's files, as go.sum has it: the packages that it uses are in its own go.sum. */
const SUM = 'h1:EqDFYT2ni/rM/8FZscukJNf09ZYxmCU2hPe9IzlOAKg=';
const MIN_GO_MINOR = 26;

const problem = existsSync(KUMO) ? undefined : install();
if (problem !== undefined) {
  console.error(`\nNOT TESTED: the state machine that scores files under kumo: ${problem}\n`);
}

/** What went wrong, if anything did. */
function install(): string | undefined {
  const version = spawnSync('go', ['version'], { encoding: 'utf8' });
  if (version.error !== undefined) return `found no Go, expected 1.${MIN_GO_MINOR} or newer.`;
  const [found, minor] = /\bgo1\.(\d+)/.exec(version.stdout) ?? [];
  if (!(Number(minor) >= MIN_GO_MINOR)) {
    return `found ${found ?? 'Go'}, expected 1.${MIN_GO_MINOR} or newer.`;
  }
  mkdirSync(KUMO_FOLDER, { recursive: true });
  const env = { ...process.env, GOFLAGS: '', GONOSUMDB: MODULE };
  const download = spawnSync('go', ['mod', 'download', '-json', `${MODULE}@${KUMO_VERSION}`], {
    cwd: KUMO_FOLDER,
    encoding: 'utf8',
    env,
  });
  if (download.status !== 0) return `"go mod download" ended with ${download.status}.`;
  const { Dir: folder, Sum: sum } = JSON.parse(download.stdout) as Record<'Dir' | 'Sum', string>;
  if (sum !== SUM) return `found the sum ${sum} of ${MODULE} ${KUMO_VERSION}, expected ${SUM}.`;
  console.log('Building kumo: some minutes, once.');
  const build = ['-C', folder, 'build', '-buildvcs=false', '-o', KUMO, './cmd/kumo'];
  const { status } = spawnSync('go', build, { env, stdio: 'inherit' });
  return status === 0 && existsSync(KUMO) ? undefined : `"go build" ended with ${status}.`;
}
