import { levelBudget } from '../../foreign-model.ts';
import type { RequireLevels } from '../../foreign-model.ts';

/** What a walk into estimators that hold each other keeps. */
export interface Walk {
  readonly depth: number;
  /** Of all encoders together: a file may name one of them many times. */
  readonly requireLevels: RequireLevels;
}

export function newWalk(): Walk {
  return { depth: 0, requireLevels: levelBudget() };
}

export function deeper<W extends Walk>(walk: W): W {
  return { ...walk, depth: walk.depth + 1 };
}
