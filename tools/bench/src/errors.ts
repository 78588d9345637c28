import { LambdaForestError } from '@lambda-forest/text';

/** Thrown where the benchmark itself cannot go on. */
export class BenchError extends LambdaForestError {
  constructor(problem: string, remedy: string) {
    super('BENCH', problem, { remedy });
  }
}

/** Thrown when a peer answers with an error, answers nonsense, ends, or takes longer than it may. */
export class PeerError extends LambdaForestError {
  constructor(
    problem: string,
    remedy = 'Run the benchmark with --peers or --engines to leave it out.',
  ) {
    super('PEER', problem, { remedy });
  }
}
