// @ts-check
const { namedErrors } = require('./named-errors.cjs');
const { powertools } = require('./powertools.cjs');
const { smallerSources } = require('./smaller-sources.cjs');
const { trustedModel } = require('./trusted-model.cjs');

/** What the executor's options in project.json do not cover. @type {import('esbuild').BuildOptions} */
module.exports = {
  outExtension: { '.js': '.mjs' },
  legalComments: 'none',
  plugins: [smallerSources([namedErrors, trustedModel, powertools])],
};
