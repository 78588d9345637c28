import { testConfig } from '../../vitest.config.ts';

export default testConfig({
  minLineCoverage: 0, // the page runs in the browser, which coverage does not see
  testTimeout: 60_000,
  include: ['test/browser/**/*.browser.ts'],
});
