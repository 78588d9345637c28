import { formatInteger } from '@lambda-forest/text';

import { damaged } from '../../errors.ts';
import { levelBudget } from '../../foreign-model.ts';
import type { RequireLevels } from '../../foreign-model.ts';

/** What a walk into estimators that hold each other keeps. */
export interface Walk {
  readonly depth: number;
  /** Of all encoders together: a file may name one of them many times. */
  readonly requireLevels: RequireLevels;
  /** Of all estimators together, for the same reason. */
  readonly requireNodes: (count: number) => void;
}

/** As many as a forest may have: see `inputsOf`. */
const MAX_NODES = 8_000_000;
/** What an estimator costs, however small. */
const ESTIMATOR_NODES = 1_000;

export function newWalk(): Walk {
  return { depth: 0, requireLevels: levelBudget(), requireNodes: nodeBudget() };
}

export function deeper<W extends Walk>(walk: W): W {
  return { ...walk, depth: walk.depth + 1 };
}

function nodeBudget(): Walk['requireNodes'] {
  let left = MAX_NODES;
  return (count) => {
    left -= ESTIMATOR_NODES + count;
    if (left >= 0) return;
    throw damaged(
      `Found estimators of more than ${formatInteger(MAX_NODES)} nodes in all, expected fewer.`,
    );
  };
}
