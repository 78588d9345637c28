/** Requests; one after the other they would take hours, of a large run in S3. */
const AT_ONCE = 64;

/** What `each` gives, in the order of the items, some of which are worked on at a time. */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  each: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const all: Result[] = [];
  await workThrough([...items.keys()], AT_ONCE, async (index) => {
    all[index] = await each(items[index]!);
    return true;
  });
  return all;
}

/**
 * Once `each` does not answer that it goes on, or fails, no further item is begun.
 *
 * @param workers how many items are worked on at a time
 * @throws what `each` does, once none is worked on any more
 */
export async function workThrough<Item>(
  items: readonly Item[],
  workers: number,
  each: (item: Item) => Promise<boolean>,
): Promise<void> {
  let next = 0;
  let goesOn = true;
  const work = async () => {
    while (goesOn && next < items.length) {
      try {
        if (!(await each(items[next++]!))) goesOn = false;
      } catch (error) {
        goesOn = false;
        throw error;
      }
    }
  };
  const all = await Promise.allSettled(Array.from({ length: workers }, work));
  const failed = all.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
