import { SFNClient } from '@aws-sdk/client-sfn';
import type { Shell } from '@lambda-forest/cli';
import { parseLocation, S3Input } from '@lambda-forest/s3';
import type { ScoringStage } from '@lambda-forest/scale';

import { PIECES_PER_CALL } from '../batch/pieces-per-call.ts';
import { StageModelError } from '../errors.ts';
import { costLine, perSizeLine, scoringAssumptions } from '../estimate/scoring-text.ts';
import { scoringCosts } from '../estimate/scoring-costs.ts';
import { loadBatchStage, named, within } from '../runs/batch-stage.ts';
import type { BatchStageOptions } from '../runs/batch-stage.ts';
import { Executions } from './executions.ts';

export interface ScoringStageOptions extends BatchStageOptions {
  readonly input: string;
  readonly output: string | undefined;
}

/**
 * Reads the configuration, and asks AWS nothing.
 *
 * @throws as `loadBatchStage` and `within`
 */
export async function loadScoringStage(
  options: ScoringStageOptions,
  shell: Shell,
): Promise<ScoringStage> {
  const stage = await loadBatchStage(options, shell);
  const { name, batch, region, s3 } = stage;
  const input = within('--input', options.input, batch.input, name);
  const output = options.output && within('--output', options.output, batch.output, name);
  const { memoryMb, concurrency } = batch;
  const pace = { memoryMb, concurrency, piecesPerCall: PIECES_PER_CALL };
  return {
    input,
    output,
    files: named(new S3Input(s3, parseLocation(input)), input),
    estimate(work) {
      const figures = scoringCosts(work, pace);
      return {
        figures,
        costLine: costLine(figures.dollars),
        perSizeLine: perSizeLine(figures),
        assumptions: scoringAssumptions(figures, pace, region),
      };
    },
    costLine,
    ask: stage.context.terminal.ask,
    async reach({ name: model, version, sha256 }) {
      const service = await stage.service();
      if (service.modelSha256 !== sha256) {
        throw new StageModelError(name, service.modelSha256, `${model} ${version}`);
      }
      return new Executions({ sfn: new SFNClient(stage.client), s3, service });
    },
  };
}
