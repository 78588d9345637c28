import { testConfig } from '../../vitest.shared.ts';

export default testConfig({ include: ['*.test.ts'], minLineCoverage: 0 });
