import { testConfig } from '../../vitest.shared.ts';

// What starts other programs is measured by running it.
export default testConfig({ minLineCoverage: 0 });
