// @ts-check
const { spawn } = require('node:child_process');
const { once } = require('node:events');

/**
 * Runs a program in our place: on our streams, and stopped when we are. A terminal sends Ctrl-C to it too; it takes
 * signals that come together for one.
 *
 * @param {string} node
 * @param {readonly string[]} args
 * @param {string} [cwd]
 * @returns {Promise<number | null>} its exit code; null if a signal ended it
 */
async function startProgram(node, args, cwd) {
  const child = spawn(node, args, { stdio: 'inherit', cwd });
  const stop = () => void child.kill('SIGTERM');
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    const [code] = /** @type {[number | null]} */ (
      /** @type {unknown} */ (await once(child, 'close'))
    );
    return code;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

module.exports = { startProgram };
