import { mergeConfig } from 'vitest/config';

import { testConfig } from '../../vitest.config.ts';

/** AWS's linter: needs Python and, once, the package index. */
export default mergeConfig(
  testConfig({
    minLineCoverage: 0,
    testTimeout: 120_000,
    include: ['test/cfn-lint/*.cfn-lint.ts'],
  }),
  { test: { setupFiles: ['test/remove-folders.ts'] } },
);
