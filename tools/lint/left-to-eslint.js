/**
 * Rules of the sets in `oxlint.config.ts` that ESLint checks: oxlint does not have the first two, and takes a count
 * of what failed in a loop for a useless assignment.
 */
export const LEFT_TO_ESLINT = /** @type {const} */ ([
  'no-dupe-args',
  'no-octal',
  'no-useless-assignment',
]);
