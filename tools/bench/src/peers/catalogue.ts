/** The peers that we compare ourselves with, and which of them are installed. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import type { Peer } from './peer.ts';
import { isPythonReady, PYTHON } from './python.ts';

/** Peers that are not ours, as `--peers` names them. The first is the baseline of ratios. */
export const PEER_NAMES = ['scikit-learn', 'ranger', 'lightgbm', 'xgboost'] as const;
export type PeerName = (typeof PEER_NAMES)[number];

export const BASELINE: PeerName = 'scikit-learn';

export interface MissingPeer {
  readonly name: string;
  /** Why, and how to get it. */
  readonly reason: string;
}

/** XGBoost keeps a histogram for every node of a level: with unlimited depth a million rows took 23 GB. */
const XGBOOST_UNLIMITED_ROWS = 500_000;
const XGBOOST_DEPTH_CAP = 12;

const SCRIPTS = join(import.meta.dirname, '..', '..', 'peers');

/** Sorts the wanted peers into those that can be started and those that cannot. */
export function findPeers(names: readonly PeerName[]): {
  readonly found: Peer[];
  readonly missing: MissingPeer[];
} {
  const found: Peer[] = [];
  const missing: MissingPeer[] = [];
  for (const name of names) {
    const reason = name === 'ranger' ? whyNoRanger() : whyNoPython();
    if (reason === undefined) found.push(describe(name));
    else missing.push({ name, reason });
  }
  return { found, missing };
}

function describe(name: PeerName): Peer {
  switch (name) {
    case 'scikit-learn':
      return { name, ...python('scikit_learn.py') };
    case 'lightgbm':
      return { name, ...python('lightgbm_rf.py') };
    case 'xgboost':
      return {
        name,
        ...python('xgboost_rf.py'),
        depthCap: (rows) => (rows > XGBOOST_UNLIMITED_ROWS ? XGBOOST_DEPTH_CAP : undefined),
      };
    case 'ranger':
      return {
        name,
        command: 'Rscript',
        args: ['--vanilla', join(SCRIPTS, 'ranger.R')],
        isParallel: true,
      };
  }
}

function python(script: string): Pick<Peer, 'command' | 'args' | 'isParallel'> {
  return { command: PYTHON, args: [join(SCRIPTS, script)], isParallel: true };
}

function whyNoPython(): string | undefined {
  return isPythonReady()
    ? undefined
    : 'no tools/bench/.venv with the packages of requirements.txt; run "npx nx run bench:install-peers"';
}

function whyNoRanger(): string | undefined {
  const { status, error } = spawnSync('Rscript', ['--vanilla', '-e', 'library(ranger)']);
  if (error !== undefined) return 'no Rscript on the path; install R and its package ranger';
  return status === 0 ? undefined : 'R is installed without the package ranger; install it';
}
