/** Writes files of made-up houses, as many rows as wanted, for `lambda-forest score`. */
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';

import { defineCommand, integer, path } from '@lambda-forest/cli';
import { count, formatInteger } from '@lambda-forest/text';

import { HEADER, houseRows } from './house-rows.ts';

const ROWS_PER_WRITE = 10_000;
const NAME_DIGITS = 4;

export const rowsCommand = defineCommand({
  options: {
    rows: { kind: integer(1, 1e12), default: 1_000_000, description: 'Of all files.' },
    files: { kind: integer(1, 9_999), default: 10, description: 'Files of equally many rows.' },
    folder: { kind: path('DIR'), default: 'rows', description: 'Where they are written.' },
  },
  async run({ rows, files, folder }, shell) {
    await mkdir(folder, { recursive: true });
    let bytes = 0;
    for (let file = 0; file < files; file++) {
      const [first, end] = [file, file + 1].map((index) => Math.round((index * rows) / files));
      const name = `houses-${String(file).padStart(NAME_DIGITS, '0')}.csv`;
      bytes += await writeRows(join(folder, name), first!, end!);
    }
    shell.say(
      `Wrote ${formatInteger(rows)} rows, ${formatInteger(bytes)} bytes, into ${count(files, 'file')} in ${folder}`,
    );
  },
});

async function writeRows(name: string, first: number, end: number): Promise<number> {
  const file = await open(name, 'w');
  try {
    await file.write(HEADER);
    for (let row = first; row < end; row += ROWS_PER_WRITE) {
      await file.write(houseRows(row, Math.min(ROWS_PER_WRITE, end - row)));
    }
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}
