import type { Learner } from '@lambda-forest/training';

/** A program that answers requests, one line of JSON each. */
export interface PeerCommand {
  readonly name: string;
  /** The command that starts the process. */
  readonly command: string;
  readonly args: readonly string[];
}

/** A library that grows forests, in its own process, which answers the requests of peers/service.py. */
export interface Peer extends PeerCommand {
  /** Whether it can use several threads. */
  readonly isParallel: boolean;
  /** Whether it can boost trees as well. */
  readonly boosts?: boolean;
  /** The reason if it cannot be started, and how to get it. */
  readonly whyMissing?: () => string | undefined;
  /** The reason if it is not run on this many training rows. */
  readonly refuses?: (trainRows: number) => string | undefined;
  /** The depth cap on this many training rows, if unlimited depth would run out of memory. */
  readonly depthCap?: (trainRows: number) => number | undefined;
}

/** The settings of a forest or of boosting: the same for all peers, except for threads and the depth of a capped peer. */
export interface FitSettings {
  readonly learner: Learner;
  /** Or rounds of boosting. */
  readonly trees: number;
  /** Features that a split chooses from: 1 to all. */
  readonly featuresPerSplit: number;
  /** null is unlimited. */
  readonly maxDepth: number | null;
  readonly seed: number;
  readonly threads: number;
}

/** A peer at a number of threads: one row of a result. */
export interface Variant {
  readonly peer: Peer;
  readonly threads: number;
}

/** Each peer at each number of threads that it can use; a peer of one thread once, if that is asked for. */
export function variantsOf(peers: readonly Peer[], threadCounts: readonly number[]): Variant[] {
  return peers.flatMap((peer) =>
    threadCounts
      .filter((threads) => threads === 1 || peer.isParallel)
      .map((threads) => ({ peer, threads })),
  );
}
