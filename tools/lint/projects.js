import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const APPLICATION = /** @type {const} */ ('application');
const LIBRARY = /** @type {const} */ ('library');

/**
 * Nx's plugin for what all projects share, so that none repeats it: a folder with a `tsconfig.json` in `apps`,
 * `libs` or `tools` has the targets `lint`, `typecheck` and `test`, and the tag `name:<project>`, by which
 * `dependency-rules.js` says who may import whom.
 *
 * A project's name is in its `package.json` (`nx.name`) or `project.json`, where its own targets are too. What
 * the targets run and what they depend on is in `targetDefaults` of `nx.json`.
 *
 * @type {import('@nx/devkit').CreateNodesV2}
 */
export const createNodesV2 = [
  '{apps,libs,tools}/*/tsconfig.json',
  (configFiles, _options, { workspaceRoot }) =>
    configFiles.map((configFile) => {
      const root = dirname(configFile);
      return [configFile, { projects: { [root]: describeProject(workspaceRoot, root) } }];
    }),
];

/**
 * @param {string} workspaceRoot
 * @param {string} root the project's folder
 */
function describeProject(workspaceRoot, root) {
  const folder = join(workspaceRoot, root);
  const name = nameOf(folder);
  return {
    name,
    sourceRoot: existsSync(join(folder, 'src')) ? `${root}/src` : root,
    projectType: root.startsWith('apps/') ? APPLICATION : LIBRARY,
    tags: [`name:${name}`],
    targets: { lint: {}, typecheck: {}, test: {} },
  };
}

/** @param {string} folder */
function nameOf(folder) {
  const projectFile = join(folder, 'project.json');
  if (existsSync(projectFile)) return readJson(projectFile).name;
  const name = readJson(join(folder, 'package.json')).nx?.name;
  if (name === undefined) {
    throw new Error(
      `Found no project name in ${folder}, expected "nx": { "name": "<name>" } in its package.json.`,
    );
  }
  return name;
}

/** @param {string} file */
function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
