/**
 * Loss of a forest whose trees see a shard of the rows each, over that of trees that draw from all rows: the least and
 * the most of the tables measured in docs/training.md, by the number of shards.
 */
const MEASURED_LOSS = [
  { shards: 2, least: 0.995, most: 1.188 },
  { shards: 4, least: 1.006, most: 1.395 },
  { shards: 8, least: 1.013, most: 1.647 },
] as const;

/** What row shards are expected to cost in accuracy, in a line. Undefined for one shard, which costs nothing. */
export function shardsNotice(shards = 1): string | undefined {
  if (shards === 1) return undefined;
  const measured = MEASURED_LOSS.find((one) => one.shards >= shards);
  const { shards: of, least, most } = measured ?? MEASURED_LOSS.at(-1)!;
  const known =
    of === shards
      ? ''
      : ` with ${of}, and ${measured !== undefined ? 'less' : 'more'} is likely here`;
  return `Notice: --row-shards=${shards} costs accuracy, most on small tables of quantities. In tests the loss was ${least} to ${most} times that without shards${known}.`;
}
