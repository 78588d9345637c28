import { testConfig } from '../../vitest.config.ts';

/** What needs a browser: `nx run trainer:e2e-report`. */
export default testConfig({
  minLineCoverage: 0,
  testTimeout: 120_000,
  include: ['test/browser/*.browser.ts'],
});
