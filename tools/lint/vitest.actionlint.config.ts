import { testConfig } from '../../vitest.shared.ts';

/** GitHub's workflows: needs Go and, once, its modules. */
export default testConfig({ minLineCoverage: 0, include: ['actionlint/*.actionlint.ts'] });
