import { createHash } from 'node:crypto';

import type { BinnedFeature } from '@lambda-forest/histogram';

/** What the codes of a table mean: found once for all of its rows, and known to whoever writes or reads some of them. */
export interface Coding {
  /** One per feature. Categories that are learned as names may have more than MAX_CODES levels. */
  readonly bins: readonly BinnedFeature[];
  /** 0: the target is a quantity. */
  readonly classCount: number;
  /** Per feature: whether its numbers are kept beside their codes. */
  readonly keepsNumbers: readonly boolean[];
  /** Whether rows have lines. */
  readonly hasLines: boolean;
  /** Of bins and classes: parts of another coding are no parts of the same table. 64 hexadecimal digits. */
  readonly sha256: string;
}

/** @param isForGrowth whether only trees are grown from the codes, which takes neither numbers nor lines. Default false: nothing is lost */
export function codingOf(
  bins: readonly BinnedFeature[],
  classCount: number,
  isForGrowth = false,
): Coding {
  const hash = createHash('sha256');
  const facts = bins.map(({ kind, codeCount }) => ({ kind, codeCount }));
  hash.update(JSON.stringify({ facts, classCount }));
  for (const one of bins) if (one.kind === 'numeric') hash.update(one.minima).update(one.maxima);
  const keepsNumbers = bins.map((one) => !isForGrowth && !isExact(one));
  return { bins, classCount, keepsNumbers, hasLines: !isForGrowth, sha256: hash.digest('hex') };
}

/** Whether each code stands for one value, so that codes are all that has to be kept. */
export function isExact(bins: BinnedFeature): boolean {
  if (bins.kind === 'categorical' || bins.minima === bins.maxima) return true;
  return bins.minima.every((value, code) => value === bins.maxima[code]);
}
