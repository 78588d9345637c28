// @ts-check
const { namedErrors } = require('./named-errors.cjs');
const { shortenPowertools } = require('./powertools.cjs');
const { trustedModel } = require('./trusted-model.cjs');
const { unusedMethods } = require('./unused-methods.cjs');

const POWERTOOLS = /node_modules[\\/]@aws(-lambda-powertools|[\\/]lambda-invoke-store)[\\/].*\.js$/;

/** What the executor's options in project.json do not cover. @type {import('esbuild').BuildOptions} */
module.exports = {
  outExtension: { '.js': '.mjs' },
  legalComments: 'none',
  plugins: [trustedModel, namedErrors, unusedMethods(POWERTOOLS, shortenPowertools)],
};
