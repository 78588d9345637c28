/** Whom we compare ourselves with, our own engines, and which of them can be started. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { ENGINE_NAMES } from '@lambda-forest/training';
import type { Learner } from '@lambda-forest/training';

import { isInstalled, programsOf } from '../../../python/environment.ts';
import type { MissingPeer } from '../run-head.ts';
import type { Peer, PeerCommand } from './peer.ts';

/** The project's folder, which has the environment of the Python peers. Measuring downloads nothing. */
export const BENCH = join(import.meta.dirname, '..', '..');

/** The peer that ratios and differences of forests are to. */
export const BASELINE = 'scikit-learn';

/** The peer that ratios are to. */
export function baselineOf(learner: Learner): string {
  return learner === 'boosting' ? 'lightgbm' : BASELINE;
}

/** Those of these peers that can fit it; no depth is capped where leaves are few. */
export function forLearner(peers: readonly Peer[], learner: Learner): readonly Peer[] {
  if (learner === 'forest') return peers;
  return peers.filter(({ boosts }) => boosts).map(({ depthCap: _, ...peer }) => peer);
}

/** XGBoost keeps a histogram for every node of a level: with unlimited depth a million rows took 23 GB. */
const XGBOOST_UNLIMITED_ROWS = 500_000;
const XGBOOST_DEPTH_CAP = 12;

/** With more training rows than this it takes minutes. */
const ML_RANDOM_FOREST_ROWS = 1_000;

/** Peers that are not ours, as `--peers` names them. */
export const PEERS: readonly Peer[] = [
  trainedByPython(BASELINE),
  {
    name: 'ranger',
    command: 'Rscript',
    args: ['--vanilla', join(BENCH, 'peers', 'ranger.R')],
    isParallel: true,
    whyMissing: whyNoRanger,
  },
  trainedByPython('lightgbm'),
  {
    ...trainedByPython('xgboost'),
    depthCap: (rows) => (rows > XGBOOST_UNLIMITED_ROWS ? XGBOOST_DEPTH_CAP : undefined),
  },
  { ...trainedByPython('onedal'), boosts: false },
  trainedByPython('ydf'),
];

/** Our own engines: each is a Node process that uses the public API of @lambda-forest/training. */
export const ENGINES: readonly Peer[] = ENGINE_NAMES.map((name) => {
  const engine = {
    name,
    command: process.execPath,
    args: ['--expose-gc', join(import.meta.dirname, 'engine-service.ts'), name],
  };
  if (name !== 'ml-random-forest') return { ...engine, isParallel: true, boosts: true };
  const reason = `its split search is quadratic in rows: only run up to ${ML_RANDOM_FOREST_ROWS}`;
  return {
    ...engine,
    isParallel: false,
    refuses: (rows) => (rows > ML_RANDOM_FOREST_ROWS ? reason : undefined),
  };
});

/** Those of these peers that cannot be started. */
export function missingOf(peers: readonly Peer[]): MissingPeer[] {
  return peers.flatMap(({ name, whyMissing }) => {
    const reason = whyMissing?.();
    return reason === undefined ? [] : [{ name, reason }];
  });
}

/** A program of the folder `peers`. */
export function pythonCommand(
  name: string,
  script: string,
  ...args: readonly string[]
): PeerCommand {
  return {
    name,
    command: join(programsOf(BENCH), 'python'),
    args: [join(BENCH, 'peers', script), ...args],
  };
}

export function whyNoPython(): string | undefined {
  return isInstalled(BENCH)
    ? undefined
    : 'no tools/bench/.venv with the packages of requirements.txt; run "npx nx run bench:install-peers"';
}

function trainedByPython(name: string): Peer {
  const command = pythonCommand(name, 'forests.py', name);
  return { ...command, isParallel: true, boosts: true, whyMissing: whyNoPython };
}

function whyNoRanger(): string | undefined {
  const { status, error } = spawnSync('Rscript', ['--vanilla', '-e', 'library(ranger)']);
  if (error !== undefined) return 'no Rscript on the path; install R and its package ranger';
  return status === 0 ? undefined : 'R is installed without the package ranger; install it';
}
