import { mergeConfig } from 'vitest/config';

import { testConfig } from '../../vitest.config.ts';

// Loading the CDK takes seconds on a busy machine, and so does its first synthesis: all files share both.
export default mergeConfig(testConfig({ testTimeout: 120_000 }), {
  test: {
    setupFiles: ['test/remove-folders.ts'],
    // CloudFormation's own rules are a third of each synthesis: test/stack/rules.test.ts and any-config.test.ts ask them.
    env: { CDK_VALIDATION: 'false' },
  },
});
