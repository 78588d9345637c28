/** Impurity of classes in sums of terms; see src/impurity.ts. */
import { reserve } from './memory';
import { nowhere } from './numbers';
import { isEntropy, isWeighted } from './problem';

/** Entropy's terms of whole counts, if isEntropy and not isWeighted: written by the host. */
export let terms = nowhere<f64>();

/** @param total samples counted as often as the bag holds them */
export function layOut(total: u32): void {
  terms = reserve<f64>(isEntropy && !isWeighted ? total + 1 : 0);
}

/** The binary logarithm, operation by operation that of src/log2.ts. */
function log2(value: f64): f64 {
  const bits = reinterpret<u64>(value);
  const high = <u32>(bits >>> 32);
  const mantissa = high & 0xfffff;
  let exponent = <i32>(high >>> 20) - 1023;
  let bias: u32 = 1023;
  if (mantissa >= 0x6a09e) {
    exponent += 1;
    bias -= 1;
  }
  const m = reinterpret<f64>(((<u64>(mantissa | (bias << 20))) << 32) | (bits & 0xffffffff));
  const s = (m - 1.0) / (m + 1.0);
  const z = s * s;
  let sum: f64 = 1.0 / 21.0;
  for (let power = 19; power >= 1; power -= 2) sum = sum * z + 1.0 / <f64>power;
  return <f64>exponent + 2.885390081777926814 * s * sum;
}

/** The term of a class weight in a set's sum; see src/impurity.ts. */
export function term(weight: f64): f64 {
  if (!isEntropy) return weight * weight;
  if (!isWeighted) return terms[<u32>weight];
  return weight > 0 ? weight * log2(weight) : 0;
}

/** Purity times weight of a set. */
export function purity(sum: f64, weight: f64): f64 {
  return isEntropy ? min<f64>(sum - term(weight), 0) : min<f64>(sum / weight, weight);
}
