// @ts-check
const { unusedMethods } = require('./unused-methods.cjs');

/** What the executor's options in project.json do not cover. @type {import('esbuild').BuildOptions} */
module.exports = {
  splitting: true,
  outExtension: { '.js': '.mjs' },
  legalComments: 'none',
  plugins: [unusedMethods(/node_modules[\\/]@aws-lambda-powertools[\\/].*\.js$/)],
};
