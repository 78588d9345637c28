/** Of XGBoost, as its files have it: major, minor, patch. */
export type Version = readonly [number, number, number];

export function isBefore(version: Version, other: Version): boolean {
  const at = version.findIndex((part, i) => part !== other[i]);
  return at !== -1 && version[at]! < other[at]!;
}
