import { builtinRules } from 'eslint/use-at-your-own-risk';

/** ESLint's own rules, as a plugin of oxlint's: for those that oxlint does not have, or not in full. */
export default {
  meta: { name: 'eslint-js' },
  rules: Object.fromEntries(builtinRules),
};
