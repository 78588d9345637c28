/** What a cold start loads: the entry and all that it imports statically. Minified bytes, without the model. */
export const MAX_COLD_START_BYTES = 82_500;

/** That, and the routes that are loaded when first asked for. */
export const MAX_BYTES = 97_500;
