/** Where actionlint is, the checker of GitHub's workflows. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ACTIONLINT_MODULE = 'github.com/rhysd/actionlint';

export const ACTIONLINT_VERSION = 'v1.7.7';

export const ACTIONLINT_FOLDER = fileURLToPath(
  new URL(`../../../dist/tools/actionlint-${ACTIONLINT_VERSION}`, import.meta.url),
);

/** The program. */
export const ACTIONLINT = join(ACTIONLINT_FOLDER, 'actionlint');
