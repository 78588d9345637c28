import { testConfig } from '../../vitest.config.ts';

/** Runs that start Nx itself, in a copy of the workspace: a minute instead of seconds. */
export default testConfig({
  minLineCoverage: 0,
  testTimeout: 240_000,
  include: ['test/**/*.e2e.ts'],
});
