/** What stands before the name of a class where probabilities are named, as `prob_yes` or `P(yes)`. */
const BEFORE_CLASS = /^(?:prob(?:a|ability|abilities)?|p|score|class|pred(?:iction)?)[\s_.:(-]+/i;

/** Names of columns that number or name rows. */
const OF_ROWS =
  /^(?:(?:row|customer|user|sample|record|passenger)?[\s_.-]?(?:id|index|number)|row|unnamed: 0)$/i;

/**
 * Which columns of a table of predictions are outputs: those of the classes, by their names and in their order, else all
 * that do not number the rows.
 *
 * @returns places, or undefined for all as they are
 */
export function outputColumns(
  names: readonly string[],
  classes: readonly string[],
): readonly number[] | undefined {
  const plain = names.map((name) => name.trim());
  const bare = plain.map((name) => name.replace(BEFORE_CLASS, '').replace(/\)$/, ''));
  for (const known of [plain, bare]) {
    const places = classes.map((name) => known.indexOf(name));
    const isEach = places.every((place, i) => place !== -1 && places.indexOf(place) === i);
    if (classes.length > 1 && isEach) return places;
  }
  const outputs = [...plain.keys()].filter((place) => !OF_ROWS.test(plain[place]!));
  return outputs.length > 0 && outputs.length < plain.length ? outputs : undefined;
}
