/**
 * Builds AWS's runtime interface emulator with Go, into a folder that git ignores. Where there is no Go that can,
 * this says so and the tests are left out.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

import { RIE, RIE_FOLDER, RIE_MODULE, RIE_VERSION } from './rie.ts';

const MIN_GO_MINOR = 25;

const problem = existsSync(RIE) ? undefined : install();
if (problem !== undefined) {
  console.error(`\nNOT TESTED: the package through AWS's runtime interface emulator: ${problem}\n`);
}

/** What went wrong, if anything did. */
function install(): string | undefined {
  const go = spawnSync('go', ['version'], { encoding: 'utf8' });
  if (go.error !== undefined) return `found no Go, expected 1.${MIN_GO_MINOR} or newer.`;
  const [found, minor] = /\bgo1\.(\d+)/.exec(go.stdout) ?? [];
  if (!(Number(minor) >= MIN_GO_MINOR)) {
    return `found ${found ?? 'Go'}, expected 1.${MIN_GO_MINOR} or newer.`;
  }
  console.log('Building the runtime interface emulator: a minute or two, once.');
  const { status } = spawnSync(
    'go',
    ['install', `${RIE_MODULE}/cmd/aws-lambda-rie@${RIE_VERSION}`],
    {
      env: { ...process.env, GOBIN: RIE_FOLDER, GOFLAGS: '' },
      stdio: 'inherit',
    },
  );
  return status === 0 && existsSync(RIE) ? undefined : `"go install" ended with ${status}.`;
}
