export { describeValue, quote } from './describe-value.ts';
export {
  firstMismatch,
  flag,
  list,
  matches,
  number,
  oneOf,
  record,
  recordWith,
  refined,
  satisfying,
  text,
  textLike,
  variant,
  whole,
} from './shape.ts';
export type { Described, Mismatch, Shape } from './shape.ts';
