import { testConfig } from '../../vitest.config.ts';

/** Whole commands on files, most of them in the tests' own process: half a minute and more. */
export default testConfig({
  minLineCoverage: 0,
  testTimeout: 240_000,
  include: ['test/**/*.e2e.ts'],
  maxWorkers: '100%', // these wait for the processes that they start
});
