import type { Random } from './random.ts';

/** Keys that are put where there were none. */
const KEYS = ['\u0007', '__proto', 'toString', 'length', 'z'];

/** Changes a value somewhere in a document: takes it away, or puts one of `values` there or beside it. */
export function changeJson(root: object, values: readonly unknown[], random: Random): void {
  let at = root as Record<string, unknown>;
  for (;;) {
    const keys = Object.keys(at);
    if (keys.length === 0) return;
    const key = random.pick(keys);
    const inner = at[key];
    if (typeof inner === 'object' && inner !== null && random.below(4) > 0) {
      at = inner as Record<string, unknown>;
      continue;
    }
    const choice = random.below(10);
    if (choice === 0) Reflect.deleteProperty(at, key);
    else
      at[choice === 1 && !Array.isArray(at) ? random.pick(KEYS) : key] = structuredClone(
        random.pick(values),
      );
    return;
  }
}
