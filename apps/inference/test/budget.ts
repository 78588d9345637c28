/**
 * What the function's code may weigh: minified bytes, without the model. The goal is 100,000;
 * docs/decisions/0011 says what is above it.
 */
export const MAX_BYTES = 124_900;
