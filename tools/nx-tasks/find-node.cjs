// @ts-check
const { existsSync } = require('node:fs');
const { join } = require('node:path');

/** Lambda's runtime, and the first release line that runs TypeScript sources without a flag or a warning. */
const NODE_MAJOR = 24;

/**
 * The Node that Nx's executors run our programs with, which are TypeScript sources: the one that runs Nx if it is
 * new enough, else the one that `npm ci` brought along.
 *
 * @param {string} root the workspace's root
 * @param {{ version: string, path: string }} running the Node that runs this
 * @returns {string} the executable's path
 */
function findNode(root, running = { version: process.versions.node, path: process.execPath }) {
  if (Number(running.version.split('.')[0]) >= NODE_MAJOR) return running.path;
  const installed = ['node', 'node.exe']
    .map((name) => join(root, 'node_modules', 'node', 'bin', name))
    .find((path) => existsSync(path));
  if (installed !== undefined) return installed;
  throw new Error(
    `Found Node ${running.version}, expected ${NODE_MAJOR}, which the dependency "node" brings. ` +
      'Its install script did not run: run "npm rebuild node".',
  );
}

module.exports = { findNode };
