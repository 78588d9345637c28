/** One thing to time. */
export interface Subject {
  readonly name: string;
  /** Does the work on the next `units` units of it. */
  run(units: number): void;
}

/**
 * Times subjects by turns, so that what else the machine does hits all of them alike.
 *
 * @param rounds how often each is timed
 * @param roundMs how long one timing should take, in milliseconds; the units of a round are set by it
 * @param now milliseconds on a clock that does not go back
 * @returns for each subject the microseconds a unit of each round
 */
export function measureByTurns(
  subjects: readonly Subject[],
  rounds: number,
  roundMs: number,
  now: () => number,
): number[][] {
  const units = subjects.map((subject) => warmUp(subject, roundMs, now));
  const samples = subjects.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    subjects.forEach((subject, i) => {
      const start = now();
      subject.run(units[i]!);
      samples[i]!.push(((now() - start) * 1000) / units[i]!);
    });
  }
  return samples;
}

/** Runs a subject until it is compiled and its speed is known. @returns units that take `roundMs` */
function warmUp(subject: Subject, roundMs: number, now: () => number): number {
  let units = 1;
  for (;;) {
    const start = now();
    subject.run(units);
    const elapsed = now() - start;
    if (elapsed >= 4 * roundMs) return Math.max(1, Math.round((units * roundMs) / elapsed));
    units *= 2;
  }
}
