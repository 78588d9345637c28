/** What a run asks of AWS beside what AWS gives: which limit binds, and from which size on. */

/** A run by Step Functions' Distributed Map. */
export interface Workload {
  readonly rows: number;
  /** Of a row in the files, and of its answer. */
  readonly rowBytes: number;
  readonly answerBytes: number;
  readonly pieceBytes: number;
  readonly piecesPerCall: number;
  /** Calls at a time. */
  readonly children: number;
  /** That a child scores. */
  readonly bytesPerSecond: number;
}

/** One limit: how much of it a run uses. */
export interface Load {
  readonly name: string;
  readonly used: number;
  readonly most: number;
  /** Whether it cannot be raised: the run has to be cut differently. Others make it slower, or are raised by AWS. */
  readonly isHard: boolean;
}

/** Bytes of a line of the plan with a key of usual length, and of a piece in a call's input. */
const PLAN_LINE_BYTES = 260;
/** The run's specification in a call's input. */
const SPEC_BYTES = 2_000;
/** Of a child: its start and end, a task's four events, and as many for each of five retries. */
const EVENTS_PER_CHILD = 4 + 6 * 4;
/** Of the execution: a few states for each round, of which there are 20 at most. */
const EVENTS_PER_RUN = 21 * 20;
/** A piece: its head, its range, what lies beyond its end; its part, and its receipt. */
const READS_PER_PIECE = 3;
const UPLOAD_PART_BYTES = 8_388_608;
/** The processor of a function with a whole core is what takes the time. */
const RECEIPTS_PER_SECOND = 1_000;
/** Of a child: its start, and its one state. */
const TRANSITIONS_PER_CHILD = 2;
/** Lambda starts 1,000 more of a function in ten seconds. */
const STARTS_PER_SECOND = 100;

/** AWS's quotas for Step Functions, Lambda and S3, as their documentation has them. */
const AWS_LIMITS = {
  children: 10_000,
  concurrency: 1_000,
  stateBytes: 262_144,
  historyEvents: 25_000,
  callSeconds: 900,
  planBytes: 10 * 2 ** 30,
  readsPerSecond: 5_500,
  writesPerSecond: 3_500,
  /** In most regions; in Ireland, Oregon and Northern Virginia 5,000. */
  transitionsPerSecond: 800,
  uploadParts: 10_000,
} as const;

/** Of each limit, how much a run uses. */
export function loadsOf(work: Workload): readonly Load[] {
  const { children, pieceBytes, piecesPerCall, bytesPerSecond } = work;
  const pieces = piecesOf(work);
  const calls = Math.ceil(pieces / piecesPerCall);
  const atOnce = Math.min(children, calls);
  const pieceSeconds = pieceBytes / bytesPerSecond;
  const partBytes = (pieceBytes / work.rowBytes) * work.answerBytes;
  const uploads = Math.ceil(partBytes / UPLOAD_PART_BYTES);
  const writes = uploads === 1 ? 2 : uploads + 3; // begin, parts, completion, receipt
  const callSeconds = piecesPerCall * pieceSeconds;
  const transitions = (atOnce * TRANSITIONS_PER_CHILD) / callSeconds;
  const hard = (name: string, used: number, most: number) => ({ name, used, most, isHard: true });
  const soft = (name: string, used: number, most: number) => ({ name, used, most, isHard: false });
  return [
    hard('children at a time', atOnce, AWS_LIMITS.children),
    hard('bytes of a call', SPEC_BYTES + piecesPerCall * PLAN_LINE_BYTES, AWS_LIMITS.stateBytes),
    hard('events of a child', EVENTS_PER_CHILD, AWS_LIMITS.historyEvents),
    hard('events of the run', EVENTS_PER_RUN, AWS_LIMITS.historyEvents),
    hard('seconds of a call', callSeconds, AWS_LIMITS.callSeconds),
    hard('bytes of the plan', pieces * PLAN_LINE_BYTES, AWS_LIMITS.planBytes),
    hard('parts of an upload', uploads, AWS_LIMITS.uploadParts),
    hard('seconds of the check', pieces / RECEIPTS_PER_SECOND, AWS_LIMITS.callSeconds),
    soft('functions at a time', atOnce, AWS_LIMITS.concurrency),
    soft('reads a second', (atOnce * READS_PER_PIECE) / pieceSeconds, AWS_LIMITS.readsPerSecond),
    soft('writes a second', (atOnce * writes) / pieceSeconds, AWS_LIMITS.writesPerSecond),
    soft('transitions a second', transitions, AWS_LIMITS.transitionsPerSecond),
  ];
}

/** The limit that a run meets first: of those that it is over, a hard one before others. */
export function bindingLimit(work: Workload): Load {
  const share = ({ used, most }: Load) => used / most;
  const rank = (load: Load) => (load.isHard && share(load) > 1 ? 1e9 : 0) + share(load);
  return loadsOf(work).reduce((most, load) => (rank(load) > rank(most) ? load : most));
}

/** Simulates the calls of a run: functions start one after the other, and each takes the next call when it is free. */
export function scoringSeconds(work: Workload): number {
  const { children, pieceBytes, piecesPerCall, bytesPerSecond } = work;
  const callSeconds = (piecesPerCall * pieceBytes) / bytesPerSecond;
  /** When calls end, in this order. */
  const ends: number[] = [];
  let [started, taken] = [0, 0];
  for (let call = Math.ceil(piecesOf(work) / piecesPerCall); call > 0; call--) {
    const fresh = started < children ? started / STARTS_PER_SECOND : Infinity;
    const free = ends[taken] ?? Infinity;
    if (fresh <= free) started++;
    else taken++;
    ends.push(Math.min(fresh, free) + callSeconds);
  }
  return ends.at(-1)!;
}

export function piecesOf({ rows, rowBytes, pieceBytes }: Workload): number {
  return Math.ceil((rows * rowBytes) / pieceBytes);
}
