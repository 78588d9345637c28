// @ts-check
const { namedErrors } = require('./named-errors.cjs');
const { unusedMethods } = require('./unused-methods.cjs');

/** What the executor's options in project.json do not cover. @type {import('esbuild').BuildOptions} */
module.exports = {
  splitting: true,
  outExtension: { '.js': '.mjs' },
  legalComments: 'none',
  plugins: [namedErrors, unusedMethods(/node_modules[\\/]@aws-lambda-powertools[\\/].*\.js$/)],
};
