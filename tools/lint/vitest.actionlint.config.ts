import { testConfig } from '../../vitest.config.ts';

/** GitHub's workflows: needs Go and, once, its modules. */
export default testConfig({ minLineCoverage: 0, include: ['actionlint/*.actionlint.ts'] });
