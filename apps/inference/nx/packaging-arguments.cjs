// @ts-check

/**
 * What packaging has to know of the command that needs it, since Nx passes options to the named target alone:
 * `--model` is the model to package, and a `--package` of its own leaves nothing to do. How large the package may be
 * is not decided here: the stage's configuration says how it will be deployed, and the command checks that.
 *
 * @param {import('nx/src/devkit-exports').TaskGraph} taskGraph
 * @param {readonly string[]} argv the words of Nx's command line
 * @returns {{ __overrides_unparsed__?: string[], args?: string[], isLeftOut?: boolean }}
 *   overrides of the packaging task
 */
function packagingArguments({ tasks }, argv = process.argv) {
  const words = Object.values(tasks)
    .filter(({ id }) => argv.includes(id))
    .flatMap(typedOptions);
  if (valueOf(words, '--package') !== undefined) return { isLeftOut: true };
  const model = valueOf(words, '--model');
  const args = [...(model === undefined ? [] : [`--model=${model}`]), '--packaging=image'];
  return { __overrides_unparsed__: args, args };
}

/**
 * The options of a task as they were typed.
 *
 * @param {import('nx/src/devkit-exports').Task} task
 * @returns {readonly string[]}
 */
function typedOptions({ overrides }) {
  /** @type {{ __overrides_unparsed__?: string[] }} */
  const { __overrides_unparsed__: typed = [] } = overrides;
  return typed;
}

/**
 * @param {readonly string[]} words
 * @param {string} option such as `--model`
 * @returns {string | undefined} of the last `--model=value` or `--model value`
 */
function valueOf(words, option) {
  return words
    .flatMap((word, i) => {
      if (word.startsWith(`${option}=`)) return [word.slice(option.length + 1)];
      const value = words[i + 1];
      return word === option && value !== undefined ? [value] : [];
    })
    .at(-1);
}

module.exports = { packagingArguments, typedOptions };
