import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { defined } from '@lambda-forest/text';

import { BATCH_OUTPUTS } from '../stack/outputs.ts';
import { BatchScoring } from './batch-scoring.ts';
import type { BatchScoringProps } from './batch-scoring.ts';

export interface BatchStackProps extends BatchScoringProps {
  readonly modelSha256: string;
}

/** Scoring of files by one model in one stage, apart from its service. */
export class BatchStack extends Stack {
  constructor(app: App, props: BatchStackProps) {
    const { name, stage, batch, modelSha256 } = props;
    super(app, name, {
      stackName: name,
      description: 'lambda-forest: files scored by Step Functions',
      env: { region: stage.region, ...defined({ account: stage.account }) },
      tags: stage.tags,
    });
    const { machine, training, work } = new BatchScoring(this, 'Default', props);
    const outputs = {
      [BATCH_OUTPUTS.stateMachineArn]: machine.stateMachineArn,
      [BATCH_OUTPUTS.workBucket]: work.bucketName,
      [BATCH_OUTPUTS.input]: batch.input,
      [BATCH_OUTPUTS.output]: batch.output,
      [BATCH_OUTPUTS.modelSha256]: modelSha256,
      ...(training && { [BATCH_OUTPUTS.trainingMachineArn]: training.stateMachineArn }),
    };
    for (const [id, value] of Object.entries(outputs)) new CfnOutput(this, id, { value });
  }
}
