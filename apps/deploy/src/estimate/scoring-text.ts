import { pricesSentence } from '@lambda-forest/scale/prices';
import type { Dollars } from '@lambda-forest/scale/usage';
import { count, formatInteger } from '@lambda-forest/text';

import { dollars } from './dollars.ts';
import { shareOfCore } from './latency.ts';
import { SCORING_ASSUMPTIONS } from './scoring-costs.ts';
import type { ScoringCosts, ScoringStage } from './scoring-costs.ts';

/** What a run costs, and for what. */
export function costLine({ total, lambda, stepFunctions, s3 }: Dollars): string {
  return `About ${dollars(total)}: Lambda ${dollars(lambda)}, Step Functions ${dollars(stepFunctions)}, S3 ${dollars(s3)}`;
}

/** What it costs for a size of its files, to compare it. */
export function perSizeLine({ dollarsPerMillionRows, dollarsPerTb }: ScoringCosts): string {
  const perRows =
    dollarsPerMillionRows === undefined
      ? ''
      : `${dollars(dollarsPerMillionRows)} per million rows, `;
  return `That is ${perRows}${dollars(dollarsPerTb)} per TB`;
}

/** What an estimate assumes, as sentences. */
export function scoringAssumptions(
  { calls, atOnce }: ScoringCosts,
  { memoryMb, piecesPerCall }: ScoringStage,
  region: string,
): string[] {
  const { fixedSeconds, startSeconds, checksPerSecond } = SCORING_ASSUMPTIONS;
  return [
    `The rest is like it, and a core of Lambda is as quick as one here; ${formatInteger(memoryMb)} MB of memory give ${Math.round(100 * shareOfCore(memoryMb))} % of one.`,
    `${count(calls, 'call')} of up to ${count(piecesPerCall, 'piece')}, ${formatInteger(atOnce)} at a time; ${startSeconds} s to start a process, ${fixedSeconds} s each to plan and to check, and ${formatInteger(checksPerSecond)} receipts checked a second.`,
    'No piece is scored again. Logs, traces, and the storage of files are left out, which are small beside it, and transfer between regions.',
    pricesSentence(region),
  ];
}
