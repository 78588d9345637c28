// @ts-check
const { existsSync } = require('node:fs');
const { join } = require('node:path');

/** Lambda's runtime, and the first release line that runs TypeScript sources without a flag or a warning. */
const NODE_MAJOR = 24;

/**
 * The Node that runs the trainer's TypeScript sources: this one if it is new enough, else the one that
 * `npm ci` brought along.
 *
 * @param {string} root the workspace's root
 * @returns {string} the executable's path
 */
function findNode(root) {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath;
  const installed = ['node', 'node.exe']
    .map((name) => join(root, 'node_modules', 'node', 'bin', name))
    .find((path) => existsSync(path));
  if (installed !== undefined) return installed;
  throw new Error(
    `Found Node ${process.versions.node}, expected ${NODE_MAJOR}, which the dependency "node" brings. ` +
      'Its install script did not run: run "npm rebuild node".',
  );
}

/** The trainer's command line program. */
const TRAINER = join(__dirname, '..', 'src', 'main.ts');

/** The trainer's exit code for a training that was stopped. */
const CANCELLED = 130;

module.exports = { CANCELLED, findNode, TRAINER };
