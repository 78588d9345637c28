import { LambdaForestError } from '@lambda-forest/text';

/** Thrown if the benchmark itself cannot go on. */
export class BenchError extends LambdaForestError {
  constructor(problem: string, remedy: string) {
    super('BENCH', problem, { remedy });
  }
}

/** Thrown if a peer answers with an error or an invalid line, ends, or exceeds its time limit. */
export class PeerError extends LambdaForestError {
  constructor(
    problem: string,
    remedy = 'Run the benchmark with --peers or --engines to leave it out.',
  ) {
    super('PEER', problem, { remedy });
  }
}
