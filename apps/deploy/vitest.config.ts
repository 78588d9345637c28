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
const STACK = 'test/stack/*.test.ts';

export default mergeConfig(testConfig(), {
  test: {
    projects: [
      // The files of the stack share the CDK: they replace no module, and put back what they change.
      { test: { ...shared, name: 'stack', include: [STACK], isolate: false } },
      {
        test: {
          ...shared,
          name: 'program',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [STACK],
        },
      },
    ],
  },
});
