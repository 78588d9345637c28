import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A folder of other projects' test data, which stands beside some checkouts as `shared/anchors` and is not
 * part of this repository. Undefined, with a line that says so, where it does not.
 */
export function anchors(name: string): string | undefined {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const place = join(folder, 'shared', 'anchors', name);
    if (existsSync(place)) return place;
  }
  console.warn(
    `SKIPPED: found no shared/anchors/${name} above this checkout; its tests do not run.`,
  );
  return undefined;
}
