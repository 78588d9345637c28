import { mergeConfig } from 'vitest/config';

import { testConfig } from '../../vitest.config.ts';

/** Runs against an emulator of AWS: needs Python and, once, the package index. */
export default mergeConfig(
  testConfig({
    minLineCoverage: 0,
    testTimeout: 300_000,
    include: ['test/emulator/*.emulator.ts'],
  }),
  {
    test: {
      globalSetup: ['test/emulator/environment.ts'],
      setupFiles: ['test/remove-folders.ts'],
      maxWorkers: 4, // these wait for AWS's tools, which ask every few seconds whether a change is made
    },
  },
);
