import { fileURLToPath } from 'node:url';

import js from '@eslint/js';
import type { Linter } from 'eslint';
import { defineConfig } from 'oxlint';
import type { DummyRuleMap, OxlintOverride } from 'oxlint';
import tseslint from 'typescript-eslint';

import importRules from './eslint.config.js';

/**
 * All rules: those of the sets below, and those about who may import whom and what a library may use, which
 * `eslint.config.js` has. oxlint runs these too, in a fifth of ESLint's time.
 */

const TESTS = ['**/*.test.ts', '**/test/**/*.ts', '**/*.config.ts', 'vitest.setup.ts'];
/** AssemblyScript: its own compiler checks it. */
const KERNEL = 'libs/histogram/kernel/**';

/** Rules about classes and enums of wrong types, which oxlint does not have yet, and what its parser refuses by itself. */
const NOT_IN_OXLINT: readonly string[] = [
  '@typescript-eslint/no-unsafe-class-instance-assignment',
  '@typescript-eslint/no-unsafe-enum-assignment',
  'no-dupe-args',
  'no-octal',
];
/** Rules of typescript-eslint which extend one of ESLint's, whose name oxlint gives them. */
const EXTENDED = [
  'no-array-constructor',
  'no-empty-function',
  'no-unused-expressions',
  'no-unused-vars',
  'no-useless-constructor',
];

/** Rules of ESLint and Nx that oxlint does not have of its own, or not with all that we say in them. */
const PLUGINS = ['@nx/eslint-plugin', './tools/lint/eslint-rules.js'];
const IN_PLUGIN = ['no-restricted-imports', 'no-restricted-syntax'];

export default defineConfig({
  plugins: ['import', 'typescript'],
  jsPlugins: PLUGINS.map((name) => fileURLToPath(import.meta.resolve(name))),
  categories: { correctness: 'off' },
  options: { typeAware: true, reportUnusedDisableDirectives: 'error' },
  ignorePatterns: ['**/.venv*', '**/dist', '**/coverage', '.nx', '/artifacts', '**/test-output'],
  rules: {
    // Types count: two files that need each other's types are one thought in two places.
    'import/no-cycle': ['error', { ignoreTypes: false }],
  },
  overrides: [
    {
      files: ['**'],
      excludeFiles: [KERNEL],
      rules: {
        ...rulesOf([js.configs.recommended]),
        'no-undef': 'off', // tsc knows the globals of Node
        'default-case-last': 'error',
        eqeqeq: 'error',
        'no-else-return': ['error', { allowElseIf: false }],
        'no-var': 'error',
        'object-shorthand': 'error',
        'prefer-const': 'error',
        'prefer-template': 'error',
      },
    },
    {
      files: ['**/*.ts', '**/*.tsx', '**/*.mts', '**/*.cts'],
      excludeFiles: [KERNEL],
      rules: {
        ...rulesOf([
          ...tseslint.configs.strictTypeChecked,
          ...tseslint.configs.stylisticTypeChecked,
        ]),
        'typescript/consistent-type-exports': 'error',
        'typescript/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
        'typescript/explicit-module-boundary-types': 'error',
        'typescript/no-import-type-side-effects': 'error',
        // With noUncheckedIndexedAccess, `array[i]!` is how a loop within bounds reads a typed array.
        'typescript/no-non-null-assertion': 'off',
        // A loop that also needs the index of a typed array reads better with it everywhere.
        'typescript/prefer-for-of': 'off',
        'no-unused-vars': [
          'error',
          { argsIgnorePattern: '^_', varsIgnorePattern: '^$', ignoreRestSiblings: true },
        ],
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
        'typescript/explicit-module-boundary-types': 'off',
        'typescript/no-unsafe-argument': 'off',
        'typescript/no-unsafe-assignment': 'off',
        'typescript/no-unsafe-member-access': 'off',
        'typescript/no-unsafe-return': 'off',
      },
    },
    ...importRules.filter(({ rules }) => rules !== undefined).map(overrideOf),
  ],
});

/** What ESLint has for some files, as oxlint has it. */
function overrideOf({ files = ['**'], ignores = [], rules = {} }: Linter.Config): OxlintOverride {
  const named = Object.entries(rules).map(([name, setting]) => [
    IN_PLUGIN.includes(name) ? `eslint-js/${name}` : name,
    setting,
  ]);
  return {
    files: files.flat(),
    excludeFiles: [KERNEL, ...ignores],
    rules: Object.fromEntries(named) as DummyRuleMap,
  };
}

/** The rules of sets as ESLint knows them, by the names that oxlint gives them. */
function rulesOf(sets: readonly { readonly rules?: object | undefined }[]): DummyRuleMap {
  const rules = sets
    .flatMap(({ rules = {} }) => Object.entries<unknown>({ ...rules }))
    .filter(([name]) => !NOT_IN_OXLINT.includes(name))
    .filter(([name, setting]) => setting !== 'off' || name in js.configs.recommended.rules)
    .map(([name, setting]) => [nameInOxlint(name), setting]);
  return Object.fromEntries(rules) as DummyRuleMap;
}

function nameInOxlint(name: string): string {
  const own = name.replace('@typescript-eslint/', '');
  return own === name || EXTENDED.includes(own) ? own : `typescript/${own}`;
}
