/** The answer in one sentence, for screen readers. */
import { isClassPrediction } from '@lambda-forest/api';
import type { RowAnswer } from '@lambda-forest/api';
import { count } from '@lambda-forest/text';

import { percent, shortNumber } from '../format/number.ts';

export function spokenAnswer(target: string, answer: RowAnswer): string {
  const { length } = answer.warnings;
  const warned = length === 0 ? '' : ` ${count(length, 'warning')}.`;
  if (isClassPrediction(answer)) {
    const { class_name: name, probabilities, prediction } = answer;
    return `${target}: ${name}, ${percent(probabilities[prediction]!)}.${warned}`;
  }
  return `${target}: ${shortNumber(answer.prediction)}.${warned}`;
}
