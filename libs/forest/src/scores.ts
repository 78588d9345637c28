import { scoreCount, treeCount } from './forest.ts';
import type { Forest, Link } from './forest.ts';
import { within } from './linear-rows.ts';

/** Sums of the trees' answers: the type of the array decides how additions round. */
export type Sums = Float64Array | Float32Array;

/** How a forest's sums start, and what becomes of them. */
export interface Scoring {
  /** S: numbers of a row's sums. */
  readonly scores: number;

  /** @returns room for the sums of `rows` rows */
  room(rows: number): Sums;

  /** Starts the sums of the first `rows` rows. */
  start(sums: Sums, rows: number): void;

  /** The answer of a row from its sums, which start at `from`; the sums may change. */
  finish(sums: Sums, from: number, out: Float64Array, to: number): void;
}

export function scoringOf(forest: Forest): Scoring {
  const { baseScore, link, outputCount, aggregation, roundsScores } = forest;
  const scores = scoreCount(forest);
  const divisors = aggregation === 'mean' ? treesOfScores(forest, scores) : undefined;
  const Room = roundsScores ? Float32Array : Float64Array;
  return {
    scores,
    room: (rows) => new Room(rows * scores),
    start(sums, rows) {
      if (baseScore.length === 0) sums.fill(0, 0, rows * scores);
      else for (let row = 0; row < rows; row++) sums.set(baseScore, row * scores);
    },
    finish(sums, from, out, to) {
      if (divisors !== undefined) for (let k = 0; k < scores; k++) sums[from + k]! /= divisors[k]!;
      applyLink(link, sums, from, out, to, outputCount);
    },
  };
}

/** How many trees add to each score; 1 for a score that none adds to, whose mean is 0. */
function treesOfScores(forest: Forest, scores: number): Float64Array {
  const counts = new Float64Array(scores);
  if (forest.treeOutput.length === 0) return counts.fill(treeCount(forest));
  for (const output of forest.treeOutput) counts[output]!++;
  return counts.map((count) => Math.max(1, count));
}

function applyLink(
  { kind, factor }: Link,
  sums: Sums,
  from: number,
  out: Float64Array,
  to: number,
  outputs: number,
): void {
  if (kind === 'binary-logistic') {
    const share = logistic(factor * sums[from]!);
    out[to] = 1 - share;
    out[to + 1] = share;
    return;
  }
  if (kind === 'softmax') {
    softmax(sums, from, out, to, outputs);
    return;
  }
  for (let k = 0; k < outputs; k++) {
    const score = sums[from + k]!;
    out[to + k] =
      kind === 'identity' ? score : within(Number.MAX_VALUE, linked(kind, factor, score));
  }
}

/** Infinite where terms add up to scores that leave the link's range; no other forest's do. */
function linked(kind: Link['kind'], factor: number, score: number): number {
  if (kind === 'logistic') return logistic(factor * score);
  if (kind === 'exp') return Math.exp(score);
  if (kind === 'expm1') return Math.expm1(score);
  if (kind === 'negative-exp') return -Math.exp(-score);
  if (kind === 'signed-square') return score * Math.abs(score);
  return score > 0 ? score + Math.log1p(Math.exp(-score)) : Math.log1p(Math.exp(score));
}

function logistic(score: number): number {
  return 1 / (1 + Math.exp(-score));
}

/** The largest score is taken from all first, so that no exponential overflows. */
function softmax(sums: Sums, from: number, out: Float64Array, to: number, outputs: number): void {
  let largest = -Infinity;
  for (let k = 0; k < outputs; k++) largest = Math.max(largest, sums[from + k]!);
  let total = 0;
  for (let k = 0; k < outputs; k++) {
    const share = Math.exp(sums[from + k]! - largest);
    out[to + k] = share;
    total += share;
  }
  for (let k = 0; k < outputs; k++) out[to + k]! /= total;
}
