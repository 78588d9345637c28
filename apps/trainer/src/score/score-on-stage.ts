import type { Shell } from '@lambda-forest/cli';
import type { Manifest } from '@lambda-forest/scale';
import type { SnakeCased } from '@lambda-forest/text';

import type { LoadedModel } from '../models/load-model.ts';
import { dryRunOnStage } from './dry-run-on-stage.ts';
import { followOrStop } from './follow-or-stop.ts';
import { missing } from './missing.ts';
import { reportRun, stopwatch } from './report-run.ts';
import type { ScoreOptions } from './score-options.ts';
import type { LoadScoringStage } from './load-scoring-stage.ts';
import { specOf } from './spec-of.ts';
import { takeUpExecution } from './take-up-execution.ts';

/** Scores files of S3 by what is deployed to a stage: starts the run, or follows one, until it has its manifest. */
export async function scoreOnStage(
  options: ScoreOptions & { readonly stage: string; readonly input: string },
  model: LoadedModel,
  load: LoadScoringStage,
  shell: Shell,
): Promise<void> {
  const { name } = model.provenance;
  const { stage: stageName, config, input, output } = options;
  const reference = { name, version: undefined };
  const stage = await load({ stage: stageName, config, model: reference, input, output }, shell);
  const spec = specOf(options, model, stage.input);
  if (options['dry-run']) {
    await dryRunOnStage(spec, model, stage, shell, options.json === true);
    return;
  }
  if (stage.output === undefined) throw missing('--output');
  const seconds = stopwatch(options.resume);
  const executions = await stage.reach(spec.model);
  const arn = await takeUpExecution(executions, spec, stage.output, options.resume, shell);
  await followOrStop(executions, arn, stage, shell);
  const text = await executions.manifest(stage.output);
  const manifest = JSON.parse(text) as SnakeCased<Manifest>;
  if (options.json === true) shell.document(manifest);
  if (manifest.cost !== undefined) {
    const { step_functions: stepFunctions, ...dollars } = manifest.cost.dollars;
    shell.say(stage.costLine({ ...dollars, stepFunctions }));
  }
  reportRun(manifest, stage.output, seconds(), shell);
}
