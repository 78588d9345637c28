// @ts-check
const { join } = require('node:path');

const { findNode } = require('./find-node.cjs');
const { missingTarget } = require('./missing-target.cjs');
const { startProgram } = require('./start-program.cjs');
const { startedIn } = require('./started-in.cjs');

/**
 * Runs the command of lambda-forest that is called as the target, with the options as they were typed, on the streams
 * that Nx gives. Of its exit code Nx keeps whether it is 0.
 *
 * @param {{ args?: readonly string[] }} options
 * @param {import('nx/src/devkit-exports').ExecutorContext} context
 * @returns {Promise<{ success: boolean }>}
 */
async function runCommand({ args = [] }, { root, targetName = '' }) {
  const problem = targetName === 'train' ? missingTarget(args) : undefined;
  if (problem !== undefined) {
    console.error(problem);
    return { success: false };
  }
  const program = join(root, 'apps/cli/bin/lambda-forest.cjs');
  const code = await startProgram(findNode(root), [program, targetName, ...args], startedIn());
  return { success: code === 0 };
}

module.exports = { default: runCommand };
