/** A program that answers requests, a line of JSON each. */
export interface PeerCommand {
  readonly name: string;
  /** What starts the process. */
  readonly command: string;
  readonly args: readonly string[];
}

/** Something that grows forests, in a process of its own that answers the requests of peers/service.py. */
export interface Peer extends PeerCommand {
  /** Whether it can use more threads than one. */
  readonly isParallel: boolean;
  /** Why it is not run on so many training rows, if it is not. */
  refuses?(trainRows: number): string | undefined;
  /** The depth that it is held to on so many training rows, where unlimited would not end well. */
  depthCap?(trainRows: number): number | undefined;
}

/** What one forest is asked to be: the same for all, but for threads and the depth of a capped peer. */
export interface FitSettings {
  readonly trees: number;
  /** Features that a split chooses from: 1 to all. */
  readonly featuresPerSplit: number;
  /** null is unlimited. */
  readonly maxDepth: number | null;
  readonly seed: number;
  readonly threads: number;
}

/** A peer at a number of threads: what a row of a result is about. */
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
