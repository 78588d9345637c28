import { PRICES } from './prices.ts';

/** What AWS charges a run for. */
export interface Usage {
  /** Of functions. */
  readonly calls: number;
  /** Of their memory and time. */
  readonly gbSeconds: number;
  /** States that Step Functions enters, and starts of a map's children. */
  readonly transitions: number;
  /** Requests to S3: GET and HEAD. */
  readonly reads: number;
  /** Likewise: PUT, POST and LIST. */
  readonly writes: number;
}

/** US dollars. */
export type Dollars = Readonly<Record<'lambda' | 'stepFunctions' | 's3' | 'total', number>>;

/** What a run has cost, as a manifest says it. */
export interface Cost {
  readonly dollars: Dollars;
  /** Of AWS's list, without free tiers: where they hold, and when they were compared. */
  readonly prices: { readonly region: string; readonly date: string };
  readonly usage: Usage;
}

const MILLION = 1_000_000;
const DIGITS = 6;

export function dollarsOf({ calls, gbSeconds, transitions, reads, writes }: Usage): Dollars {
  const lambda = gbSeconds * PRICES.lambdaGbSecond + (calls / MILLION) * PRICES.lambdaRequests;
  const stepFunctions = (transitions / MILLION) * PRICES.transitions;
  const s3 = (reads * PRICES.s3Reads + writes * PRICES.s3Writes) / MILLION;
  return { lambda, stepFunctions, s3, total: lambda + stepFunctions + s3 };
}

/** @param usages of all calls of a run */
export function costOf(usages: readonly Usage[]): Cost {
  const usage = sumOf(usages);
  const { region, date } = PRICES;
  return { dollars: rounded(dollarsOf(usage)), prices: { region, date }, usage: rounded(usage) };
}

export function sumOf(usages: readonly Usage[]): Usage {
  const sum = { calls: 0, gbSeconds: 0, transitions: 0, reads: 0, writes: 0 };
  for (const usage of usages) {
    for (const key of Object.keys(sum) as (keyof Usage)[]) sum[key] += usage[key];
  }
  return sum;
}

function rounded<Key extends string>(
  numbers: Readonly<Record<Key, number>>,
): Readonly<Record<Key, number>>;
function rounded(numbers: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const all = Object.entries(numbers);
  return Object.fromEntries(
    all.map(([key, value]) => [
      key,
      Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS)),
    ]),
  );
}
