/** What the function's code may weigh: minified bytes, without the model (docs/decisions/0011). */
export const MAX_BYTES = 100_000;
