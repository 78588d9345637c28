/** What a cold start loads: the entry and all that it imports statically. Minified bytes, without the model. */
export const MAX_COLD_START_BYTES = 69_000;

/** That, and the routes that are loaded when first asked for. */
export const MAX_BYTES = 83_000;
