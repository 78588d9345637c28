import type { Shell } from '@lambda-forest/cli';
import type { RunSpec, ScoringStage } from '@lambda-forest/scale';
import { count, formatInteger, formatSeconds } from '@lambda-forest/text';

import type { LoadedModel } from '../models/load-model.ts';
import { sampleLine, sizeLine, sizeUp, UNKNOWN } from './size-up.ts';

/** Shows what a run on a stage would do, take and cost; starts and writes nothing. */
export async function dryRunOnStage(
  spec: RunSpec,
  model: LoadedModel,
  stage: ScoringStage,
  shell: Shell,
  isJson: boolean,
): Promise<void> {
  const { sample, estimate, ...size } = await sizeUp(spec, model, stage.files);
  const run = estimate && stage.estimate({ ...size, ...estimate });
  if (isJson) {
    shell.document({ ...size, rows: estimate?.rows, sample, ...run?.figures });
    return;
  }
  if (run === undefined) {
    shell.say(sizeLine(size), UNKNOWN);
    return;
  }
  const { calls, atOnce, seconds } = run.figures;
  shell.say(
    `${sizeLine(size)}, ${count(calls, 'call')}, ${formatInteger(atOnce)} at a time`,
    `About ${count(estimate!.rows, 'row')} in ${formatSeconds(seconds)}`,
    run.costLine,
    run.perSizeLine,
    '',
    'Assumptions:',
    ...[sampleLine(sample!), ...run.assumptions].map((line) => `- ${line}`),
  );
}
