const REPORT_MS = 200;

/** Says now and then how many bytes were read since. */
export function nowAndThen(report: (bytes: number) => void): (bytes: number) => void {
  let last = performance.now();
  let read = 0;
  return (bytes) => {
    read += bytes;
    if (performance.now() - last < REPORT_MS) return;
    report(read);
    last = performance.now();
    read = 0;
  };
}
