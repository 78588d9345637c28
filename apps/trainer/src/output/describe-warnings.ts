import { spellFlags } from '@lambda-forest/cli';
import { describeOverlooked, METRICS } from '@lambda-forest/evaluator';
import { formatNumber } from '@lambda-forest/text';

import type { Judgement } from '../evaluate/judgement.ts';
import { isBetter } from '../evaluate/metrics.ts';

/**
 * What somebody who trusts the model should know: one line each.
 *
 * @param isBalanced whether every class had the same weight in training
 */
export function describeWarnings(judgement: Judgement, isBalanced: boolean): string[] {
  const { metric, score, baselineScore } = judgement;
  const { title } = METRICS[metric];
  const warnings: string[] = [];
  if (score !== null && baselineScore !== null && !isBetter(metric, score, baselineScore)) {
    warnings.push(
      `Warning: the ${title} ${formatNumber(score)} is no better than ${formatNumber(baselineScore)}, the baseline that learned nothing. Grow larger leaves (--min-samples-leaf), or add columns that say more about the target.`,
    );
  }
  if (judgement.task === 'classification' && judgement.overlooked !== undefined) {
    const said = spellFlags(describeOverlooked(judgement.overlooked, isBalanced));
    warnings.push(`Warning: ${said[0]!.toLowerCase()}${said.slice(1)}`);
  }
  return warnings;
}
