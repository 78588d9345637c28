import { testConfig } from '../../vitest.config.ts';

/** Runs of the package under AWS's own runtime client: see test/runtime. */
export default testConfig({
  minLineCoverage: 0,
  testTimeout: 60_000,
  include: ['test/runtime/*.runtime.ts'],
});
