// @ts-check
const { spawnSync } = require('node:child_process');

const { findNode, TRAINER } = require('./trainer-process.cjs');

/**
 * Runs the trainer's command that is called as the target, with the options as they were typed. Only for runs of
 * several tasks: see the hasher.
 *
 * @param {{ args?: readonly string[] }} options
 * @param {import('nx/src/devkit-exports').ExecutorContext} context
 * @returns {Promise<{ success: boolean }>}
 */
async function runCommand({ args = [] }, { root, targetName = '' }) {
  const { status } = spawnSync(findNode(root), [TRAINER, targetName, ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  return { success: status === 0 };
}

module.exports = { default: runCommand };
