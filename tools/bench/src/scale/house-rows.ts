import { Random } from '../tables/random.ts';

export const HEADER = 'id,area,rooms,year_built,district,garden,sold\n';

const DISTRICTS = ['Centre', 'Harbour', 'Hills', 'North', 'Old town'];
/** A row without a year, as in `examples/houses.csv`. */
const MISSING_SHARE = 0.05;

/**
 * Rows like those of `examples/new-houses.csv`, without the price; the ids go on from `first`. Of the same arguments
 * the text is the same on every machine.
 */
export function houseRows(first: number, count: number): string {
  const random = new Random(first);
  let text = '';
  for (let row = 0; row < count; row++) {
    const area = (30 + random.integer(2000) / 10).toFixed(1);
    const year = random.uniform() < MISSING_SHARE ? '' : 1900 + random.integer(125);
    const month = String(1 + random.integer(12)).padStart(2, '0');
    const day = String(1 + random.integer(28)).padStart(2, '0');
    text += `H${first + row},${area},${1 + random.integer(7)},${year},${DISTRICTS[random.integer(DISTRICTS.length)]!},`;
    text += `${random.uniform() < 0.5 ? 'yes' : 'no'},${2018 + random.integer(7)}-${month}-${day}\n`;
  }
  return text;
}
