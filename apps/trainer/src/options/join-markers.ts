/** Spellings of a missing value as a schema has them: in lower case, sorted, the empty cell among them. */
export function joinMarkers(usual: readonly string[], more: readonly string[]): readonly string[] {
  const spelled = [...usual, ...more].map((marker) => marker.trim().toLowerCase());
  return [...new Set(['', ...spelled])].sort();
}
