// @ts-check

/**
 * Why a training through Nx must not start; undefined if it may. Nx takes `--target` for itself, so a training whose
 * own `--target` was lost would silently learn the last column: with `--data`, it has to be named.
 *
 * @param {readonly string[]} args the options that Nx passed on
 * @returns {string | undefined}
 */
function missingTarget(args) {
  /** @param {string} name */
  const has = (name) => args.some((arg) => arg === name || arg.startsWith(`${name}=`));
  if (!has('--data') || has('--target')) return undefined;
  return (
    'Found --data without --target, expected both: Nx takes a --target before "--" for itself. ' +
    'Use "npx lambda-forest train --data=... --target=...", ' +
    'or write all options after "--": "npx nx run trainer:train -- --data=... --target=...".'
  );
}

module.exports = { missingTarget };
