/** Work that is timed. */
export interface Subject {
  /**
   * Works for about this many milliseconds.
   *
   * @returns the microseconds per unit of the work, measured inside the process that does it
   */
  time(milliseconds: number): Promise<number>;
}

/**
 * Times subjects in turn (A B C A B C ...), so that disturbances affect all of them alike.
 *
 * @param warmUpMs how long each one works before timing starts
 * @param rounds how often each is timed
 * @param roundMs how long one timing should take
 * @returns for each subject the microseconds per unit in each round
 */
export async function measureByTurns(
  subjects: readonly Subject[],
  { rounds, roundMs, warmUpMs }: { rounds: number; roundMs: number; warmUpMs: number },
): Promise<number[][]> {
  for (const subject of subjects) await subject.time(warmUpMs);
  const samples = subjects.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, subject] of subjects.entries()) samples[i]!.push(await subject.time(roundMs));
  }
  return samples;
}

/**
 * Work of this process as a subject. The clock is read after as many units as fit into a quarter of the
 * time, estimated from the previous units: reading it after each unit would take longer than a short unit.
 *
 * @param run does the given number of units
 * @param now milliseconds of a monotonic clock
 */
export function ownSubject(run: (units: number) => void, now: () => number): Subject {
  let units = 1;
  return {
    time(milliseconds) {
      const start = now();
      for (let done = 0; ;) {
        run(units);
        done += units;
        const elapsed = now() - start;
        const wanted = (done * milliseconds) / (4 * Math.max(elapsed, 1e-3));
        units = Math.max(1, Math.min(2 * units, Math.round(wanted)));
        if (elapsed >= milliseconds) return Promise.resolve((elapsed * 1000) / done);
      }
    },
  };
}
