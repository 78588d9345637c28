/**
 * Where each name is in a list, the first place if it is there several times. Tables have tens of thousands of columns:
 * who looks for each of them in the list needs a time that grows with the square of that.
 */
export function indexByName(names: readonly string[]): ReadonlyMap<string, number> {
  const index = new Map<string, number>();
  names.forEach((name, at) => {
    if (!index.has(name)) index.set(name, at);
  });
  return index;
}

/** The first name that is in a list twice. */
export function repeatedName(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size);
}
