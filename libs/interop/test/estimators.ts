/** Fitted estimators as data, as the readers of files give them. */
import { made } from '../src/pickle/values.ts';
import type { Made, PickleValue } from '../src/pickle/values.ts';

export function estimator(name: string, attributes: Readonly<Record<string, PickleValue>>): Made {
  return made('sklearn.any', name, [], new Map(Object.entries(attributes)));
}

/** An array of doubles. */
export function doubles(...list: readonly number[]): Made {
  return array('f8', list.length, new Uint8Array(Float64Array.from(list).buffer));
}

/** An array of objects. */
export function objects(...list: readonly PickleValue[]): Made {
  return array('O8', list.length, list);
}

function array(type: string, length: number, data: PickleValue): Made {
  const dtype = made('numpy', 'dtype', [type], [3, '<']);
  return made('numpy', '_reconstruct', [], [1, [length], dtype, false, data]);
}
