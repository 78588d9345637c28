// @ts-check
/**
 * An esbuild plugin that leaves the checks of the model file's content out: packaging has made them, and the
 * hash that the service compares says that the file is the same one. See libs/serializer/src/checks.ts.
 *
 * The constant is written into each file that uses it, because esbuild drops what only a dead branch calls if it
 * knows the branch to be dead while it reads the file.
 */
const { readFile } = require('node:fs/promises');

const IMPORT = "import { CHECKS } from './checks.ts';";

/** @type {import('esbuild').Plugin} */
const trustedModel = {
  name: 'trusted-model',
  setup(plugin) {
    plugin.onLoad({ filter: /[\\/]serializer[\\/]src[\\/][\w-]+\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!text.includes(IMPORT)) return undefined; // for another plugin
      return { contents: text.replace(IMPORT, '').replace(/\bCHECKS\b/g, 'false'), loader: 'ts' };
    });
  },
};

module.exports = { trustedModel };
