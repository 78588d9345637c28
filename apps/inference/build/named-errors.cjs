// @ts-check
const CLASS = /^(export class (\w+) extends \w+ \{)$/gm;

/**
 * Keeps the names of our error classes, which logs show, although everything else gets a shorter one: each class
 * of an `errors.ts` gets its name as a static field.
 *
 * @type {import('./smaller-sources.cjs').Rewrite}
 */
function namedErrors(path, text) {
  return path.endsWith('/src/errors.ts') ? text.replace(CLASS, "$1 static name = '$2';") : text;
}

module.exports = { namedErrors };
