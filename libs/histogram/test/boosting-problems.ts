import * as fc from 'fast-check';

import { binTable } from '../src/binning/bin-table.ts';
import { DEFAULT_BOOSTING_LIMITS } from '../src/boosting/boosting.ts';
import type { BoostingProblem, QuantityLoss } from '../src/boosting/boosting.ts';
import type { Target } from '../src/growth.ts';
import { rawProblems } from './problems.ts';

const limits = fc.record({
  rounds: fc.constantFrom(1, 3),
  learningRate: fc.constantFrom(0.1, 1),
  maxLeaves: fc.constantFrom(2, 3, 8, 31),
  maxDepth: fc.constantFrom(Infinity, Infinity, 1, 3),
  minSamplesLeaf: fc.constantFrom(1, 1, 5),
  minChildWeight: fc.constantFrom(1e-3, 1e-3, 2),
  l2: fc.constantFrom(0, 1),
  categoryL2: fc.constantFrom(0, 1, 10),
  categorySmoothing: fc.constantFrom(0, 1, 10),
  minSamplesLevel: fc.constantFrom(1, 3),
  maxLevelsLeft: fc.constantFrom(1, 4, 32),
  minGain: fc.constantFrom(0, 0, 0.1),
  maxBins: fc.constantFrom(2, 16, 255, 1000),
  rowFraction: fc.constantFrom(1, 1, 0.6),
  featureFraction: fc.constantFrom(1, 1, 0.5),
});

const quantityLosses = fc.constantFrom<QuantityLoss>(
  { kind: 'squared_error' },
  { kind: 'squared_error' },
  { kind: 'poisson' },
  { kind: 'quantile', quantile: 0.3 },
);

/** Problems that can be boosted, with all losses and limits. */
export function boostingProblems(maxRows: number): fc.Arbitrary<BoostingProblem> {
  return fc
    .record({
      raw: rawProblems(maxRows).filter(
        ({ target }) => target.kind === 'regression' || target.classCount > 1,
      ),
      limits,
      loss: quantityLosses,
      isConstrained: fc.boolean(),
      holdsOut: fc.boolean(),
      randomState: fc.nat(),
    })
    .map(({ raw, limits, loss, isConstrained, holdsOut, randomState }): BoostingProblem => {
      const table = binTable(raw.columns);
      const all = Uint32Array.from({ length: table.rowCount }, (_, row) => row);
      const hasHeldOut = holdsOut && all.length > 3;
      const hasDirections =
        isConstrained && (raw.target.kind === 'regression' || raw.target.classCount === 2);
      return {
        table,
        target: loss.kind === 'poisson' ? counted(raw.target) : raw.target,
        loss,
        weights: raw.weights,
        rows: hasHeldOut ? all.filter((row) => row % 3 > 0) : all,
        earlyStopping: hasHeldOut
          ? { heldOut: all.filter((row) => row % 3 === 0), patience: 1 }
          : undefined,
        limits: {
          ...DEFAULT_BOOSTING_LIMITS,
          ...limits,
          monotonic: hasDirections
            ? table.features.map(({ kind }, i) =>
                kind === 'numeric' ? (((i % 3) - 1) as -1 | 0 | 1) : 0,
              )
            : undefined,
        },
        randomState,
      };
    });
}

/** A quantity that is a count: the first is not 0. */
function counted(target: Target): Target {
  if (target.kind === 'classification') return target;
  const values = target.values.map((value) => Math.floor(Math.abs(value)) % 50);
  values.fill(3, 0, 2);
  return { ...target, values };
}
