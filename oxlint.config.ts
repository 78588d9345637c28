import { defineConfig } from 'oxlint';
import tseslint from 'typescript-eslint';

/**
 * The rules that need types or look at several files, which oxlint checks in a tenth of ESLint's time. All
 * others are in `eslint.config.js`, and both together are what `nx run <project>:lint` runs.
 */

const TESTS = ['**/*.test.ts', '**/test/**/*.ts', '**/*.config.ts', 'vitest.fast-check.ts'];

/** Rules about classes and enums of wrong types, which oxlint does not have yet. */
const NOT_IN_OXLINT = [
  '@typescript-eslint/no-unsafe-class-instance-assignment',
  '@typescript-eslint/no-unsafe-enum-assignment',
];

/** typescript-eslint's strict sets, by the names that oxlint gives their rules. */
const TYPED_RULES = Object.fromEntries(
  [...tseslint.configs.strictTypeCheckedOnly, ...tseslint.configs.stylisticTypeCheckedOnly]
    .flatMap(({ rules = {} }) => Object.entries(rules))
    .filter(([name, setting]) => setting !== 'off' && !NOT_IN_OXLINT.includes(name))
    .filter(([name]) => name.startsWith('@typescript-eslint/'))
    .map(([name, setting]) => [name.replace('@typescript-eslint/', 'typescript/'), setting]),
);

export default defineConfig({
  plugins: ['import', 'typescript'],
  categories: { correctness: 'off' },
  options: { typeAware: true },
  ignorePatterns: ['**/.venv*', '**/dist', '**/coverage', '.nx', '/artifacts', '**/test-output'],
  rules: {
    // Types count: two files that need each other's types are one thought in two places.
    'import/no-cycle': ['error', { ignoreTypes: false }],
  },
  overrides: [
    {
      files: ['**/*.ts', '**/*.tsx', '**/*.mts', '**/*.cts'],
      excludeFiles: ['libs/histogram/kernel/**'], // AssemblyScript: its own compiler checks it
      rules: {
        ...TYPED_RULES,
        'typescript/consistent-type-exports': 'error',
        'typescript/switch-exhaustiveness-check': [
          'error',
          { considerDefaultExhaustiveForUnions: true },
        ],
        // Numbers and booleans print as anybody expects; objects and undefined do not.
        'typescript/restrict-template-expressions': [
          'error',
          { allowNumber: true, allowBoolean: true },
        ],
        // A callback that returns what a void call returns is what arrow functions are for.
        'typescript/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      },
    },
    {
      // Tests read parsed JSON and hand over wrong values on purpose.
      files: TESTS,
      rules: {
        'typescript/no-unsafe-argument': 'off',
        'typescript/no-unsafe-assignment': 'off',
        'typescript/no-unsafe-member-access': 'off',
        'typescript/no-unsafe-return': 'off',
      },
    },
  ],
});
