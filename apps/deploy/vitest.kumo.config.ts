import { mergeConfig } from 'vitest/config';

import { testConfig } from '../../vitest.config.ts';

/** The state machine under kumo: needs Go, and what AWS's runtime client is built with. */
export default mergeConfig(
  testConfig({ minLineCoverage: 0, testTimeout: 300_000, include: ['test/kumo/*.kumo.ts'] }),
  // kumo has one port.
  {
    test: { fileParallelism: false, hookTimeout: 120_000, setupFiles: ['test/remove-folders.ts'] },
  },
);
