/** The version of the algorithm: it rises whenever the same table, options and seed give other trees. */
export const HISTOGRAM_VERSION = '1.0.0';
