export { count } from './count.ts';
export { LambdaForestError } from './lambda-forest-error.ts';
export { nearestName } from './nearest-name.ts';
export { printable } from './printable.ts';
export type { ErrorDetails } from './lambda-forest-error.ts';
