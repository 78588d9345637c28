/**
 * The gradient and the hessian of each row's loss by its scores: src/boosting/losses.ts says what they are. They are
 * added up in blocks, so that the sum is the same for any number of threads, and rounded to whole numbers.
 */
import { reserve } from '../memory';
import { Numbers, nowhere } from '../numbers';
import {
  BLOCK_ROWS,
  LEAST_UNIT,
  LOGISTIC,
  POISSON,
  QUANTILE,
  SOFTMAX,
  SQUARED_ERROR,
  SUM_LIMIT,
  TILE_ROWS,
} from './abi';
import { expOf } from './exp';
import { HALF, ONE, SHIFT } from './literals';
import {
  hasHessians,
  isWeighted,
  loss,
  member,
  outputCount,
  quantile,
  rowCount,
  scores,
  targets,
  thread,
  threadCount,
  trainedCount,
  weights,
} from './problem';
import { meet } from './threads';

/** [outputCount][trainedCount] */
let gradients = nowhere<f64>();
/** The same, if hasHessians. */
let hessians = nowhere<f64>();
/** [outputCount][blocks]: sums of the gradients without their signs, and of the hessians. */
let gradientSums = nowhere<f64>();
let hessianSums = nowhere<f64>();
/** [threadCount][2][TILE_ROWS]: of some rows, the highest score and the sum of the powers of all classes. */
let tiles = nowhere<f64>();
/** [trainedCount]: gradient << 32 | hessian of a tree's output, in whole numbers. */
export let derivatives = nowhere<u64>();

/** What a whole number of this tree counts. */
export let gradientUnit: f64 = 1;
export let hessianUnit: f64 = 1;

export function layOut(): void {
  const numbers = outputCount * (trainedCount + 1); // pairs may end one after
  gradients = reserve<f64>(numbers);
  hessians = reserve<f64>(hasHessians ? numbers : 0);
  gradientSums = reserve<f64>(outputCount * blockCount());
  hessianSums = reserve<f64>(outputCount * blockCount());
  tiles = reserve<f64>(threadCount * 2 * TILE_ROWS);
}

export function layOutTree(): void {
  derivatives = reserve<u64>(trainedCount + 1); // pairs, again
}

function blockCount(): u32 {
  return (trainedCount + BLOCK_ROWS - 1) / BLOCK_ROWS;
}

export function derive(threads: u32): void {
  for (let block = thread; block < blockCount(); block += threads) {
    const start = block * BLOCK_ROWS;
    const end = min(start + BLOCK_ROWS, trainedCount);
    if (loss == SOFTMAX) deriveClasses(start, end);
    else if (loss == LOGISTIC) inline.always(deriveOne(LOGISTIC, start, end));
    else if (loss == POISSON) inline.always(deriveOne(POISSON, start, end));
    else if (loss == QUANTILE) inline.always(deriveOne(QUANTILE, start, end));
    else inline.always(deriveOne(SQUARED_ERROR, start, end));
    for (let output: u32 = 0; output < outputCount; output++) {
      if (isWeighted) weigh(output, start, end);
      addUp(output, block, start, end);
    }
  }
  meet(threads);
}

/** Two rows at a time; of an odd number, the last pair's second is not used. */
function deriveOne(kind: u32, start: u32, end: u32): void {
  const one = v128.load64_splat(ONE);
  const low = f64x2.splat(-quantile);
  const high = f64x2.splat(1 - quantile);
  for (let row = start; row < end; row += 2) {
    const score = v128.load(scores.address(row));
    const target = v128.load(targets.address(row));
    let gradient: v128;
    let hessian = one;
    if (kind == LOGISTIC) {
      const share = f64x2.div(one, f64x2.add(one, inline.always(expOf(f64x2.neg(score)))));
      gradient = f64x2.sub(share, target);
      hessian = f64x2.mul(share, f64x2.sub(one, share));
    } else if (kind == POISSON) {
      hessian = inline.always(expOf(score));
      gradient = f64x2.sub(hessian, target);
    } else if (kind == QUANTILE) {
      gradient = v128.bitselect(low, high, f64x2.lt(score, target));
    } else {
      gradient = f64x2.sub(score, target);
    }
    v128.store(gradients.address(row), gradient);
    if (hasHessians) v128.store(hessians.address(row), hessian);
  }
}

/** Shares of e^score; the largest score is taken from all, so that nothing overflows. */
function deriveClasses(start: u32, end: u32): void {
  for (let row = start; row < end; row += TILE_ROWS) deriveTile(row, min(row + TILE_ROWS, end));
}

/** The same for so few rows that their highest scores and sums stay in the cache while one class follows the other. */
function deriveTile(start: u32, end: u32): void {
  const one = v128.load64_splat(ONE);
  const factor = f64x2.splat(<f64>outputCount / <f64>(outputCount - 1));
  const pairs = (end - start + 1) >>> 1;
  const highest = tiles.address(thread * 2 * TILE_ROWS);
  const sums = highest + (TILE_ROWS << 3);
  memory.copy(highest, scores.address(start), pairs << 4);
  memory.fill(sums, 0, pairs << 4);
  for (let k: u32 = 1; k < outputCount; k++) {
    const score = scores.address(k * rowCount + start);
    for (let at: usize = 0; at < (<usize>pairs) << 4; at += 16) {
      v128.store(highest + at, f64x2.pmax(v128.load(highest + at), v128.load(score + at)));
    }
  }
  for (let k: u32 = 0; k < outputCount; k++) {
    const score = scores.address(k * rowCount + start);
    const gradient = gradients.address(k * (trainedCount + 1) + start);
    for (let at: usize = 0; at < (<usize>pairs) << 4; at += 16) {
      const above = f64x2.sub(v128.load(score + at), v128.load(highest + at));
      const power = inline.always(expOf(above));
      v128.store(gradient + at, power);
      v128.store(sums + at, f64x2.add(v128.load(sums + at), power));
    }
  }
  const target = targets.address(start);
  for (let k: u32 = 0; k < outputCount; k++) {
    const gradient = gradients.address(k * (trainedCount + 1) + start);
    const hessian = hessians.address(k * (trainedCount + 1) + start);
    const output = f64x2.splat(<f64>k);
    for (let at: usize = 0; at < (<usize>pairs) << 4; at += 16) {
      const share = f64x2.div(v128.load(gradient + at), v128.load(sums + at));
      const own = v128.and(f64x2.eq(v128.load(target + at), output), one);
      v128.store(gradient + at, f64x2.sub(share, own));
      v128.store(hessian + at, f64x2.mul(f64x2.mul(factor, share), f64x2.sub(one, share)));
    }
  }
}

function weigh(output: u32, start: u32, end: u32): void {
  const gradient = gradients.from(output * (trainedCount + 1));
  const hessian = hessians.from(output * (trainedCount + 1));
  for (let row = start; row < end; row++) {
    gradient[row] = weights[row] * gradient[row];
    hessian[row] = weights[row] * hessian[row];
  }
}

/** Row by row, gradients and hessians side by side. */
function addUp(output: u32, block: u32, start: u32, end: u32): void {
  const gradient = gradients.from(output * (trainedCount + 1));
  const hessian = hasHessians ? hessians.from(output * (trainedCount + 1)) : gradient;
  let sums = f64x2.splat(0);
  for (let row = start; row < end; row++) {
    const both = v128.load64_lane(hessian.address(row), v128.load64_zero(gradient.address(row)), 1);
    sums = f64x2.add(sums, f64x2.abs(both));
  }
  gradientSums[output * blockCount() + block] = f64x2.extract_lane(sums, 0);
  hessianSums[output * blockCount() + block] = f64x2.extract_lane(sums, 1);
}

/** Rounds an output's derivatives to whole numbers whose sums cannot overflow: two rows at a time, as `deriveOne`. */
export function quantize(output: u32, threads: u32): void {
  gradientUnit = unitOf(gradientSums.from(output * blockCount()));
  hessianUnit = hasHessians ? unitOf(hessianSums.from(output * blockCount())) : 1;
  const gradient = gradients.from(output * (trainedCount + 1));
  const hessian = hessians.from(output * (trainedCount + 1));
  const ofGradient = f64x2.splat(1 / gradientUnit);
  const ofHessian = f64x2.splat(1 / hessianUnit);
  let hessianBits = i64x2.splat(1);
  for (let block = member; block < blockCount(); block += threads) {
    const end = min((block + 1) * BLOCK_ROWS, trainedCount);
    for (let row = block * BLOCK_ROWS; row < end; row += 2) {
      const gradientBits = inline.always(bitsOf(v128.load(gradient.address(row)), ofGradient));
      if (hasHessians) {
        hessianBits = inline.always(bitsOf(v128.load(hessian.address(row)), ofHessian));
      }
      const pairs = v128.shuffle<i32>(hessianBits, gradientBits, 0, 4, 2, 6);
      v128.store(derivatives.address(row), pairs);
    }
  }
}

/** Rounded, in the lowest 32 bits. */
function bitsOf(numbers: v128, factor: v128): v128 {
  const whole = f64x2.floor(f64x2.add(f64x2.mul(numbers, factor), v128.load64_splat(HALF)));
  return f64x2.add(whole, v128.load64_splat(SHIFT));
}

/** The smallest power of two in which the sum, and half a unit a row for rounding, stays below SUM_LIMIT. */
function unitOf(sums: Numbers<f64>): f64 {
  let sum: f64 = 0;
  for (let block: u32 = 0; block < blockCount(); block++) sum += sums[block];
  const limit = <f64>SUM_LIMIT - 0.5 * <f64>trainedCount;
  let unit: f64 = 1;
  while (!(sum / unit < limit)) unit *= 2;
  while (unit > LEAST_UNIT && sum / (unit / 2) < limit) unit /= 2;
  return unit;
}
