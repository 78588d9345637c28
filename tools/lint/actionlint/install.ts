/**
 * Builds actionlint with Go, into a folder that git ignores. Where there is no Go that can, this says so and the
 * tests are left out.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

import {
  ACTIONLINT,
  ACTIONLINT_FOLDER,
  ACTIONLINT_MODULE,
  ACTIONLINT_VERSION,
} from './actionlint.ts';

const problem = existsSync(ACTIONLINT) ? undefined : install();
if (problem !== undefined) {
  console.error(`\nNOT TESTED: the workflows by actionlint: ${problem}\n`);
}

/** What went wrong, if anything did. */
function install(): string | undefined {
  console.log('Building actionlint: half a minute, once.');
  const { status, error } = spawnSync(
    'go',
    ['install', `${ACTIONLINT_MODULE}/cmd/actionlint@${ACTIONLINT_VERSION}`],
    { env: { ...process.env, GOBIN: ACTIONLINT_FOLDER, GOFLAGS: '' }, stdio: 'inherit' },
  );
  if (error !== undefined) return 'found no Go, expected 1.22 or newer.';
  return status === 0 && existsSync(ACTIONLINT) ? undefined : `"go install" ended with ${status}.`;
}
