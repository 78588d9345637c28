// @ts-check
/**
 * An esbuild plugin that keeps the names of our error classes, which logs show, although everything else gets a
 * shorter one: each class of an `errors.ts` gets its name as a static field.
 */
const { readFile } = require('node:fs/promises');

const CLASS = /^(export class (\w+) extends \w+ \{)$/gm;

/** @type {import('esbuild').Plugin} */
const namedErrors = {
  name: 'named-errors',
  setup(plugin) {
    plugin.onLoad({ filter: /[\\/]src[\\/]errors\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      return { contents: text.replace(CLASS, "$1 static name = '$2';"), loader: 'ts' };
    });
  },
};

module.exports = { namedErrors };
