import type { Random } from './random.ts';

const MAX_CHANGES = 6;
/** Bytes at which formats turn: signs, ends of ranges, separators. */
const TURNING = [0, 1, 0x0a, 0x0d, 0x22, 0x2c, 0x7f, 0x80, 0xc0, 0xfe, 0xff];
/** Variable-length integers and counts that are far too large, and negative ones. */
const HUGE = [
  [0xff, 0xff, 0xff, 0xff, 0x07],
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
  [0xff, 0xff, 0xff, 0x7f],
  [0x00, 0x00, 0x00, 0x80],
];

type Change = (bytes: Uint8Array, random: Random) => Uint8Array;

const CHANGES: readonly Change[] = [
  withByte((byte, random) => byte ^ (1 << random.below(8))),
  withByte((_, random) => random.pick(TURNING)),
  withByte((_, random) => random.below(256)),
  withByte((byte, random) => byte + 1 - 2 * random.below(2)),
  (bytes, random) => splice(bytes, place(bytes, random), 0, [random.below(256)]),
  (bytes, random) => splice(bytes, place(bytes, random), 0, random.pick(HUGE)),
  (bytes, random) => {
    const huge = random.pick(HUGE);
    return splice(bytes, place(bytes, random), huge.length, huge);
  },
  (bytes, random) => splice(bytes, place(bytes, random), 1 + random.below(16), []),
  (bytes, random) => {
    const from = place(bytes, random);
    return splice(bytes, place(bytes, random), 0, bytes.subarray(from, from + 64));
  },
  (bytes, random) => bytes.slice(0, place(bytes, random)),
];

/**
 * Breaks a valid input in one to six places, most of them towards its end, where files of several formats keep what
 * they say about themselves.
 */
export function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  const changes = 1 + Math.min(random.below(MAX_CHANGES), random.below(MAX_CHANGES));
  let broken: Uint8Array = bytes.slice();
  for (let left = changes; left > 0 && broken.length > 0; left--) {
    broken = random.pick(CHANGES)(broken, random);
  }
  return broken;
}

function place({ length }: Uint8Array, random: Random): number {
  const at = random.below(length + 1);
  return random.below(2) === 0 ? at : Math.max(at, random.below(length + 1));
}

function withByte(change: (byte: number, random: Random) => number): Change {
  return (bytes, random) => {
    const at = Math.min(place(bytes, random), bytes.length - 1);
    bytes[at] = change(bytes[at]!, random);
    return bytes;
  };
}

function splice(
  bytes: Uint8Array,
  at: number,
  removed: number,
  added: ArrayLike<number>,
): Uint8Array {
  const end = Math.min(at + removed, bytes.length);
  const all = new Uint8Array(at + added.length + bytes.length - end);
  all.set(bytes.subarray(0, at));
  all.set(added, at);
  all.set(bytes.subarray(end), at + added.length);
  return all;
}
