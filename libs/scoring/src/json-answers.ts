import { argMax } from '@lambda-forest/forest';
import { INTERVAL_LEVEL } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';

import type { AnswerOptions, AnswerWriter } from './answer-format.ts';

/** Answers as JSON Lines: see `createAnswerWriter`. */
export function jsonWriter(
  schema: Schema,
  { probabilities }: Pick<AnswerOptions, 'probabilities'>,
): AnswerWriter {
  const answer = (scores: Float64Array, lower?: number, upper?: number): object => {
    if (schema.task === 'regression') {
      const interval =
        lower === undefined ? {} : { interval: { lower, upper, level: INTERVAL_LEVEL } };
      return { prediction: scores[0]!, ...interval };
    }
    const prediction = argMax(scores);
    return {
      prediction,
      class_name: schema.target.classes[prediction]!,
      ...(probabilities ? { probabilities: listOf(scores) } : {}),
    };
  };
  return {
    names: ['prediction', 'class_name', 'probabilities', 'interval', 'error'],
    header: () => '',
    write(batch, scores, ends) {
      const outputs = scores.length / batch.count;
      const { keptNames, kept, problems } = batch;
      let text = '';
      for (let row = 0; row < batch.count; row++) {
        const error = problems.get(row);
        const found =
          error === undefined
            ? answer(
                scores.subarray(row * outputs, (row + 1) * outputs),
                ends?.[2 * row],
                ends?.[2 * row + 1],
              )
            : { error };
        const values = keptNames.map((name, i) => [name, kept[row]![i] ?? null] as const);
        text += `${JSON.stringify({ ...Object.fromEntries(values), ...found })}\n`;
      }
      return text;
    },
  };
}

/** Array.from takes ten times as long. */
function listOf(scores: Float64Array): number[] {
  const list: number[] = [];
  for (const score of scores) list.push(score);
  return list;
}
