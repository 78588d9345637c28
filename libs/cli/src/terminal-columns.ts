/** The columns of a terminal; undefined where there is none, or one that says it has none, as some pseudo-terminals do. */
export function terminalColumns({
  columns = 0,
}: {
  readonly columns?: number;
}): number | undefined {
  return columns > 0 ? columns : undefined;
}
