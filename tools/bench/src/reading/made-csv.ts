import { Random } from '../tables/random.ts';

/** `quoted`: categories are. `dated`: two of the numbers are a date and a moment. */
export type TableStyle = 'plain' | 'quoted' | 'dated';

export const HEADER = 'a,b,c,d,e,f,g,h,town,y';
export const ROWS_PER_PIECE = 4_000;

/** From the year 2001 on, twenty-five years. */
const FIRST_MOMENT_MS = 978_307_200_000;
const MOMENTS_MS = 788_400_000_000;
const NUMBERS = 8;
const DATE_COLUMN = 2;
const MOMENT_COLUMN = 5;

/** One piece of text, without a header; another seed gives other numbers. */
export function makePiece(style: TableStyle, seed: number): string {
  const random = new Random(seed);
  const next = () => random.uniform();
  let text = '';
  for (let row = 0; row < ROWS_PER_PIECE; row++) {
    for (let column = 0; column < NUMBERS; column++) {
      const moment = FIRST_MOMENT_MS + Math.floor(next() * MOMENTS_MS);
      const time = new Date(moment).toISOString().slice(0, 19);
      if (style === 'dated' && column === DATE_COLUMN) text += `${time.slice(0, 10)},`;
      else if (style === 'dated' && column === MOMENT_COLUMN) text += `${time.replace('T', ' ')},`;
      else text += `${(next() * 1000).toFixed(column % 4 === 0 ? 0 : 6)},`;
    }
    const town = Math.floor(next() * 50);
    const name = style === 'quoted' ? `"Town, no ${town}"` : `Town${town}`;
    text += `${name},${next() < 0.3 ? 'yes' : 'no'}\n`;
  }
  return text;
}
