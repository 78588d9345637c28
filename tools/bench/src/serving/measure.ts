/** One thing to time. */
export interface Subject {
  /**
   * Works for about so long.
   *
   * @returns the microseconds that one unit of the work took, by the clock of whoever does it
   */
  time(milliseconds: number): Promise<number>;
}

/**
 * Times subjects by turns (A B C A B C ...), so that what else the machine does hits all of them alike.
 *
 * @param warmUpMs how long each one works before anything counts
 * @param rounds how often each is timed
 * @param roundMs how long one timing should take
 * @returns for each subject the microseconds a unit of each round
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
 * Work of this process as a subject. The clock is looked at after as many units as fit into a quarter of the
 * time, going by the time before: looking at it after each would take longer than a short unit.
 *
 * @param run does so many units
 * @param now milliseconds on a clock that does not go back
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
