import { mergeConfig } from 'vitest/config';

import { testConfig } from '../../vitest.config.ts';

/** The commands as a person starts them, with the built bundle and the trained model, and what holds between training and service. */
export default mergeConfig(
  testConfig({
    minLineCoverage: 0,
    testTimeout: 60_000,
    include: ['test/**/*.e2e.ts'],
  }),
  // CloudFormation's own rules take seconds of each synthesis: the tests of `deploy` ask them.
  { test: { env: { CDK_VALIDATION: 'false' } } },
);
