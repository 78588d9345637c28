/** Requests; one after the other they would take hours, of a large run in S3. */
const AT_ONCE = 64;

/** What `each` gives, in the order of the items, some of which are worked on at a time. */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  each: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const all: Result[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE) {
    all.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(each))));
  }
  return all;
}
