export {
  BLANK,
  CAPITAL_T,
  CAPITAL_Z,
  COLON,
  CR,
  LF,
  MINUS,
  PLUS,
  QUOTE,
  TAB,
  ZERO,
} from './characters.ts';
export { count } from './count.ts';
export { defined } from './defined.ts';
export { enumerate } from './enumerate.ts';
export { formatEstimate, formatInteger, formatNumber, fourDecimals } from './format-number.ts';
export { formatSeconds } from './format-seconds.ts';
export { indexByName, repeatedName } from './index-by-name.ts';
export { isObject } from './is-object.ts';
export { jsonText } from './json-text.ts';
export { LambdaForestError } from './lambda-forest-error.ts';
export { nearestName } from './nearest-name.ts';
export { option, spellOptions } from './option.ts';
export { printable, printableJson } from './printable.ts';
export { quote } from './quote.ts';
export { shellQuote, shellWord } from './shell-quote.ts';
export { snakeCaseKeys } from './snake-case-keys.ts';
export { truncate } from './truncate.ts';
export type { SnakeCased } from './snake-case-keys.ts';
