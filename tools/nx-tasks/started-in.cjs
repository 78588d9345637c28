// @ts-check

/**
 * The folder that relative paths of options are meant from. npm and npx go to the package around it before they start
 * anything, and leave a note.
 *
 * @returns {string}
 */
function startedIn() {
  const { npm_lifecycle_event: startedByNpm, INIT_CWD } = process.env;
  return startedByNpm !== undefined && INIT_CWD !== undefined ? INIT_CWD : process.cwd();
}

module.exports = { startedIn };
