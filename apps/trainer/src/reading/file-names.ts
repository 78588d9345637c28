import { basename } from 'node:path';

import { folderValues } from '@lambda-forest/data';

import { STDIN } from '../train/locations.ts';

const SEPARATOR = /[\\/]/;

export function nameOf(file: string): string {
  return file === STDIN ? 'stdin' : basename(file);
}

/**
 * What messages call files, in their order: their names, or where two have one, or folders say something of the rows,
 * their paths below the folder that they share.
 */
export function namesOf(files: readonly string[]): readonly string[] {
  const names = files.map(nameOf);
  if (
    new Set(names).size === files.length &&
    files.every((file) => folderValues(file).length === 0)
  ) {
    return names;
  }
  const paths = files.map((file) => file.split(SEPARATOR));
  const [first = []] = paths;
  const isShared = (depth: number) => paths.every((path) => path[depth] === first[depth]);
  let shared = 0;
  while (shared < first.length - 1 && isShared(shared)) shared++;
  return paths.map((path) => path.slice(shared).join('/'));
}
