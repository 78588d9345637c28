import { seededRandom, shuffle } from '@lambda-forest/data';

/** At most `most` of the rows, drawn at random, ascending. */
export function sampleRows(rows: Uint32Array, most: number, seed: number): Uint32Array {
  if (rows.length <= most) return rows;
  const drawn = rows.slice();
  shuffle(drawn, seededRandom(seed));
  return drawn.slice(0, most).sort();
}
