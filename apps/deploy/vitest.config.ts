import { mergeConfig } from 'vitest/config';

import { testConfig } from '../../vitest.config.ts';

// Loading the CDK takes seconds on a busy machine.
const TIMEOUT_MS = 60_000;
const shared = {
  environment: 'node',
  setupFiles: ['test/remove-folders.ts'],
  testTimeout: TIMEOUT_MS,
  hookTimeout: TIMEOUT_MS,
};
/** It replaces the CDK's toolkit. */
const WITH_MOCKS = 'test/deploy.test.ts';

export default mergeConfig(testConfig(), {
  test: {
    projects: [
      { test: { ...shared, name: 'deploy', include: [WITH_MOCKS] } },
      {
        test: {
          ...shared,
          name: 'program',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [WITH_MOCKS],
          // They share the CDK, whose first synthesis takes seconds: they replace no module, and put back what they change.
          isolate: false,
        },
      },
    ],
  },
});
