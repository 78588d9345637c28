// @ts-check
/** Names that objects from outside the program may have: those of the language and of Node. */
const { readdirSync, readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/**
 * Every word in the type declarations of the language and of Node, comments and all: more names than there are,
 * which does no harm.
 *
 * @returns {Set<string>}
 */
function foreignNames() {
  const language = dirname(require.resolve('typescript'));
  const node = dirname(require.resolve('@types/node/package.json'));
  const files = [
    ...readdirSync(language)
      .filter((name) => /^lib\.(es|decorators).*\.d\.ts$/.test(name))
      .map((name) => join(language, name)),
    ...readdirSync(node, { encoding: 'utf8', recursive: true })
      .filter((name) => name.endsWith('.d.ts'))
      .map((name) => join(node, name)),
  ];
  return new Set(
    files.flatMap((file) => readFileSync(file, 'utf8').match(/[A-Za-z_$][\w$]*/g) ?? []),
  );
}

module.exports = { foreignNames };
