/** Ours and theirs, each with its defaults, on tables as they come. */
import { join } from 'node:path';

import { pythonCommand, whyNoPython } from '../peers/catalogue.ts';
import type { Peer } from '../peers/peer.ts';

/** Our program as a user starts it, and with a learner of the user's choice. */
const OURS: readonly Peer[] = [
  ours('lambda-forest'),
  ours('ours-forest', '--learner=forest'),
  ours('ours-boosting', '--learner=boosting'),
];

const LIBRARIES = ['random-forest', 'hist-gradient', 'lightgbm', 'xgboost', 'catboost'];

export const LEARNERS: readonly Peer[] = [
  ...OURS,
  ...LIBRARIES.map((name) => ({
    ...pythonCommand(name, 'learners.py', name),
    isParallel: true,
    whyMissing: whyNoPython,
  })),
];

function ours(name: string, ...options: readonly string[]): Peer {
  const args = [join(import.meta.dirname, 'product-service.ts'), ...options];
  return { name, command: process.execPath, args, isParallel: true };
}
