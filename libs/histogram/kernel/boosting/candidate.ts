/** The best split that a thread has found for a node. */
import { reserve } from '../memory';
import { Numbers, nowhere } from '../numbers';
import { memberCount, minGain, setWords } from './problem';

/** No feature. */
export const NONE: i32 = -1;

@unmanaged
export class Candidate {
  gain: f64;
  leftValue: f64;
  rightValue: f64;
  feature: i32;
  cut: u32;
  /** Bits of abi.ts. */
  flags: u32;
  leftCount: u32;
  leftGradient: i32;
  leftHessian: i32;

  clear(): void {
    this.gain = minGain;
    this.feature = NONE;
  }

  /** Of equals the first feature's wins. */
  @inline
  isBeatenBy(gain: f64, feature: i32): bool {
    return gain > this.gain || (gain == this.gain && feature < this.feature);
  }
}

const BYTES: u32 = 64;

/** [memberCount][2]: for the children of a node. */
let candidates = nowhere<u8>();
/** [memberCount][2][setWords] */
let sets = nowhere<u32>();

export function layOut(): void {
  candidates = reserve<u8>(memberCount * 2 * BYTES);
  sets = reserve<u32>(memberCount * 2 * setWords);
}

export function candidateOf(thread: u32, side: u32): Candidate {
  return changetype<Candidate>(candidates.address((thread * 2 + side) * BYTES));
}

export function candidateSet(thread: u32, side: u32): Numbers<u32> {
  return sets.from((thread * 2 + side) * setWords);
}
