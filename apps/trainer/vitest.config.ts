import { testConfig } from '../../vitest.shared.ts';

export default testConfig({ minLineCoverage: 0, testTimeout: 120_000 });
