/** What the function's code may weigh: minified bytes, without the model. */
export const MAX_BYTES = 100_000;
