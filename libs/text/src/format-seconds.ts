const MINUTE = 60;
const HOUR = 3600;

/** A time as it is read: `7.5 s`, `90 s`, `51 min`, `3.4 h`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 2 * MINUTE) return `${Number(seconds.toFixed(seconds < 10 ? 1 : 0))} s`;
  if (seconds < 2 * HOUR) return `${(seconds / MINUTE).toFixed(0)} min`;
  return `${(seconds / HOUR).toFixed(1)} h`;
}
