import { zipSync } from 'fflate';

/** A file for everybody to read and its owner to write, in the upper half as Unix wants it: rw-r--r--. */
const MODE = (0o100644 << 16) >>> 0;
const UNIX = 3;

/**
 * A zip of these files: the same bytes for the same files, wherever and whenever it is made. Files come in the
 * order of their names, with the earliest date that a zip can hold and the same permissions.
 *
 * @param files content by name, without folders
 */
export function makeZip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const names = [...files.keys()].sort();
  return zipSync(Object.fromEntries(names.map((name) => [name, files.get(name)!])), {
    level: 9,
    mtime: new Date(1980, 0, 1), // a zip's dates have no time zone: this one is the same in all
    os: UNIX,
    attrs: MODE,
  });
}
