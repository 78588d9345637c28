/** xoshiro128** 1.1 (Blackman and Vigna 2021); see src/random/xoshiro128.ts. */
let a: u32 = 0;
let b: u32 = 0;
let c: u32 = 0;
let d: u32 = 0;

export function seedRandom(w0: u32, w1: u32, w2: u32, w3: u32): void {
  a = w0;
  b = w1;
  c = w2;
  d = w3;
}

/** 0 to 2^32 - 1. */
function nextRandom(): u32 {
  const result = rotl<u32>(b * 5, 7) * 9;
  const shifted = b << 9;
  c ^= a;
  d ^= b;
  b ^= c;
  a ^= d;
  c ^= shifted;
  d = rotl<u32>(d, 11);
  return result;
}

/** 0 to bound - 1. */
export function randomBelow(bound: u32): u32 {
  return <u32>((<u64>nextRandom() * bound) >>> 32);
}

/** 0 (inclusive) to 1 (exclusive). */
export function randomFraction(): f64 {
  return <f64>nextRandom() / 4294967296.0;
}
