/**
 * Who may import whom: the one table of the workspace's dependency rules, from which `eslint.config.js` makes rules.
 *
 * Nx gives each project the tag `name:<project>` (`projects.js`). A project that has no row
 * here may import no other project and none of the restricted packages; adding a project means adding its row.
 * Apps and tools have no column: nothing imports them, but for the program `lambda-forest`, which takes the table of
 * commands of each app, and the trainer's lock of a folder (see COMMAND_TABLES).
 */

/** Every library, in the order of the pipeline. A library's folder is `libs/<name>`. */
export const LIBRARIES = [
  'text',
  'artifacts',
  'schema',
  'forest',
  'table',
  'data',
  'histogram',
  'training',
  'evaluator',
  'scoring',
  'scale',
  's3',
  'report',
  'serializer',
  'interop',
  'api',
  'logging',
  'cli',
];

/** Programs that help to build the product and never ship. */
const TOOLS = [
  'lint-rules',
  'oracles',
  'bench',
  'field',
  'fuzz',
  'nx-tasks',
  'markdown',
  'python',
  'go',
  'chromium',
];

/**
 * Project to the libraries that it may import. Everything but `logging` may import `text`, which is
 * written out so that the table is complete as it stands.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const MAY_IMPORT = {
  text: [],
  artifacts: ['text'], // names and folders alone: apps read and write
  schema: ['text'],
  forest: ['text'], // not schema: a forest knows feature indices only
  table: ['text', 'schema'], // bytes to rows of cells
  data: ['text', 'schema', 'table'],
  histogram: ['text', 'forest'], // typed arrays in and out: neither tables with names nor schemas
  training: ['text', 'schema', 'forest', 'data', 'histogram'],
  evaluator: ['text', 'schema'], // never sees a forest, so that it scores any engine alike
  scoring: ['text', 'schema', 'table', 'forest'], // rows of cells in, text of answers out
  scale: ['text', 'schema', 'table', 'scoring'], // tables beyond one process: pieces, parts, what they add up to
  s3: ['text', 'scale'], // the stores of scale in S3, by a client that it is given
  report: ['text', 'schema', 'data', 'evaluator'], // draws what others found out; never sees a forest
  serializer: ['text', 'schema', 'forest'],
  interop: ['text', 'schema', 'forest'], // files of other libraries to a forest and what they say of it
  api: ['text', 'schema', 'table'],
  logging: [], // recognises our errors by their shape
  cli: ['text'],
  trainer: LIBRARIES,
  // Nothing that trains; of table the entry table/csv alone.
  inference: [
    'text',
    'artifacts',
    'cli',
    'schema',
    'table',
    'forest',
    'serializer',
    'api',
    'logging',
  ],
  // Of cli only how options are spelled.
  batch: ['text', 'cli', 'scale', 's3', 'scoring', 'serializer'],
  playground: ['text', 'schema', 'table', 'api'], // a page: it knows the contract, reads numbers and cuts CSV as the service does
  // api: its gateway, alarms and smoke test are the service's contract; s3: how its places and runs are named
  deploy: ['text', 'artifacts', 'api', 'cli', 's3', 'scale'],
  program: ['text', 'artifacts', 'cli'], // starts the commands of the three apps
  ...Object.fromEntries(TOOLS.map((tool) => [tool, LIBRARIES])),
};

/** The folder of the one project that may import apps, and all that it may import of them. */
export const COMMAND_TABLES = {
  home: 'apps/cli',
  pattern:
    '^@lambda-forest/((trainer|inference|deploy)/commands|trainer/folder-lock|deploy/(scoring|training|test/.+))$',
};

/**
 * What the tests of a project may import in addition, where they compare it with libraries that it must not use.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const TESTS_MAY_IMPORT = {
  scale: ['forest'], // whose tests score by a small one
  program: ['scale', 's3', 'scoring', 'serializer'], // whose tests have a stage that scores
  batch: ['table'], // whose tests predict without pieces
  inference: ['data', 'scoring'], // serving reads a value as training and scoring do
};

/**
 * Packages with one home. `home` is a folder; everywhere else in `libs` and `apps` importing `packages` (or a
 * file inside one) is refused with `reason`. Tools import what they need.
 */
export const PACKAGE_HOMES = [
  {
    packages: ['ml-random-forest'],
    home: 'libs/training',
    reason:
      'ml-random-forest stands behind the engine interface of libs/training and nowhere else.',
  },
  {
    packages: ['@observablehq/plot', 'linkedom'],
    home: 'libs/report',
    reason: 'Charts are drawn in libs/report and nowhere else.',
  },
  {
    packages: ['aws-cdk-lib', 'constructs'],
    home: 'apps/deploy',
    reason: 'Infrastructure is described in apps/deploy and nowhere else.',
  },
  {
    packages: ['@aws-lambda-powertools'],
    home: 'libs/logging',
    reason: 'Powertools is set up once, in libs/logging: import @lambda-forest/logging in an app.',
  },
];

/** Node's modules that reach outside the process (threads do not). Libraries compute; apps and tools do input and output. */
export const IMPURE_NODE_MODULES = [
  'fs',
  'child_process',
  'cluster',
  'dgram',
  'dns',
  'http',
  'http2',
  'https',
  'inspector',
  'net',
  'os',
  'process',
  'readline',
  'repl',
  'tls',
];

/** What `@nx/enforce-module-boundaries` wants: one constraint a project. */
export const depConstraints = constraintsOf({});

/** The same for tests. */
export const testDepConstraints = constraintsOf(TESTS_MAY_IMPORT);

/** @param {Readonly<Record<string, readonly string[]>>} additions by project */
function constraintsOf(additions) {
  return Object.entries(MAY_IMPORT).map(([project, libraries]) => ({
    sourceTag: `name:${project}`,
    onlyDependOnLibsWithTags: [...libraries, ...(additions[project] ?? [])].map(
      (library) => `name:${library}`,
    ),
  }));
}

/**
 * The modules that files of a folder may not import, each as a regular expression source with the reason.
 *
 * @param {string} folder the files' folder: `libs`, or one project's, such as `libs/training`
 * @param {{ mayDoIO: boolean }} options whether the files may reach disk, network and other processes
 * @returns {{ regex: string, message: string }[]}
 */
export function restrictedModules(folder, { mayDoIO }) {
  const restricted = PACKAGE_HOMES.filter(({ home }) => home !== folder).map(
    ({ packages, reason }) => ({ regex: `^(${packages.join('|')})(/|$)`, message: reason }),
  );
  const isHome = folder === COMMAND_TABLES.home;
  restricted.push({
    regex: `${isHome ? `(?!${COMMAND_TABLES.pattern})` : ''}^@lambda-forest/(?!(${LIBRARIES.join('|')})(/|$))`,
    message: 'Apps and tools are programs: move what is shared into a library.',
  });
  if (folder.startsWith('libs')) {
    restricted.push({
      regex: '^zod$',
      message: 'zod puts 454 kB into the Lambda bundle: import zod/mini in a library.',
    });
  }
  if (!mayDoIO) {
    restricted.push({
      regex: `^(node:)?(${IMPURE_NODE_MODULES.join('|')})(/|$)`,
      message: 'A library computes: apps and tools read files, open sockets and start processes.',
    });
  }
  return restricted;
}
