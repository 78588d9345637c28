import nx from '@nx/eslint-plugin';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

import {
  COMMAND_TABLES,
  depConstraints,
  PACKAGE_HOMES,
  restrictedModules,
  testDepConstraints,
} from './tools/lint/dependency-rules.js';
import { ensureProjectGraph } from './tools/lint/project-graph.js';

await ensureProjectGraph();

const TESTS = ['**/*.test.ts', '**/test/**/*.ts', '**/*.config.ts', 'vitest.setup.ts'];
const NO_DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message: 'Name the export: only configuration files have a default one.',
};
// Not `var(--ink)` of CSS.
const FLAG_TEXT = '/([ >]|[^r][(])--[a-z]/';
const NO_FLAGS = ['Literal[value=', 'TemplateElement[value.raw='].map((start) => ({
  selector: `${start}${FLAG_TEXT}]`,
  message: 'Name an option by option() of @lambda-forest/text: the program spells it.',
}));
const NO_CLOCK = {
  selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
  message: 'Take the time as an argument.',
};
const IMPURE_GLOBALS = ['process', 'fetch', 'performance', 'WebSocket', 'XMLHttpRequest'];

/**
 * Who may import whom, and what a library may use, as ESLint has it. `oxlint.config.ts` takes these rules over, and
 * oxlint is what `nx run <project>:lint` runs, in a fifth of the time; ESLint has them for editors, and for the tests
 * of the rules, which need no files.
 */
export default defineConfig(
  globalIgnores([
    '**/node_modules',
    '**/.venv*',
    '**/dist',
    '**/coverage',
    '.nx',
    'artifacts',
    '**/test-output',
    'libs/histogram/kernel', // AssemblyScript: its own compiler checks it
  ]),

  tseslint.configs.base, // its parser; all other rules are oxlint's (oxlint.config.ts)
  {
    files: ['**/*.{js,cjs,mjs,ts,tsx,mts,cts}'],
    languageOptions: { ecmaVersion: 'latest', sourceType: 'module' },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  },

  // Who may import whom (tools/lint/dependency-rules.js).
  { plugins: { '@nx': nx }, rules: moduleBoundaries(depConstraints) },
  { files: TESTS, rules: moduleBoundaries(testDepConstraints) },
  ...[
    'libs',
    'libs/cli',
    'apps',
    COMMAND_TABLES.home,
    ...PACKAGE_HOMES.map(({ home }) => home),
  ].flatMap(moduleRules),

  // Libraries are pure: no clock, chance, environment or console; seeds, dates and limits are arguments.
  {
    files: ['libs/**'],
    ignores: TESTS,
    rules: {
      'no-console': 'error',
      'no-restricted-globals': [
        'error',
        ...IMPURE_GLOBALS.map((name) => ({
          name,
          message: 'A library computes: take what the outside says as an argument.',
        })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Take a seed as an argument.' },
        { object: 'Date', property: 'now', message: 'Take the time as an argument.' },
      ],
    },
  },
  {
    files: ['libs/logging/**'], // the one library that meets the environment
    rules: { 'no-restricted-globals': 'off', 'no-console': 'off' },
  },
  {
    files: ['libs/serializer/golden/make-golden.ts'], // run by hand; nothing imports it
    rules: { 'no-restricted-imports': 'off', 'no-restricted-globals': 'off', 'no-console': 'off' },
  },
);

/** @param {typeof depConstraints} constraints */
function moduleBoundaries(constraints) {
  return {
    '@nx/enforce-module-boundaries': [
      'error',
      {
        depConstraints: constraints,
        allow: [
          '^\\.\\./\\.\\./vitest\\.config\\.ts$', // stands at the root, in no project
          '^(\\.\\./){3}tools/nx-tasks/(find-node|start-program)\\.cjs$', // no package: an older Node loads them too
          '^(\\.\\./)+(tools/)?python/environment\\.ts$', // programs in Python that a tool or a test needs
          '^(\\.\\./)+(tools/)?go/install\\.ts$', // programs in Go, likewise
          '^(\\.\\./)+tools/chromium/chromium\\.ts$', // a browser, likewise
          '^(\\.\\./)+(tools/)?markdown/(document|tables)\\.ts$', // how tests read documents
          COMMAND_TABLES.pattern, // refused everywhere but in its home by the rules below
        ],
      },
    ],
  };
}

/**
 * Refuses the restricted modules in a folder, however they are imported: once for its sources and once, with
 * input and output allowed, for its tests.
 *
 * @param {string} folder
 */
function moduleRules(folder) {
  const isLibrary = folder.startsWith('libs');
  const sources = restrictedModules(folder, { mayDoIO: !isLibrary });
  const tests = restrictedModules(folder, { mayDoIO: true });
  return [
    {
      files: [`${folder}/**`],
      rules: refuse(sources, isLibrary ? librarySyntax(folder) : [NO_DEFAULT_EXPORT]),
    },
    { files: TESTS.map((pattern) => `${folder}/${pattern}`), rules: refuse(tests, []) },
  ];
}

/** @param {string} folder */
function librarySyntax(folder) {
  const isCommandLine = folder === 'libs/cli';
  return [NO_DEFAULT_EXPORT, NO_CLOCK, ...(isCommandLine ? [] : NO_FLAGS)];
}

/**
 * @param {{ regex: string, message: string }[]} modules
 * @param {{ selector: string, message: string }[]} syntax
 */
function refuse(modules, syntax) {
  const dynamicImports = modules.map(({ regex, message }) => ({
    selector: `ImportExpression[source.value=/${regex.replaceAll('/', '\\u002F')}/]`,
    message,
  }));
  return {
    'no-restricted-imports': ['error', { patterns: modules }],
    'no-restricted-syntax': ['error', ...syntax, ...dynamicImports],
  };
}
