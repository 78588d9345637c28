import library from 'ml-random-forest/package.json' with { type: 'json' };

/** The library's name in a model's provenance. */
export const LIBRARY_VERSION = `${library.name}@${library.version}`;
