import { dirname, isAbsolute, relative } from 'node:path';

/** The nearest folder that both are below, or are. */
export function commonFolder(one: string, other: string): string {
  let folder = one;
  while (!isWithin(folder, other) && folder !== dirname(folder)) folder = dirname(folder); // of another drive: none
  return folder;
}

export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && !/^\.\.($|[\\/])/.test(way);
}
