import type { Shell } from '@lambda-forest/cli';
import type { TrainingStage } from '@lambda-forest/s3';

/** apps/deploy has it. */
export type LoadTrainingStage = (
  options: {
    readonly stage: string | undefined;
    /** Default: the workspace's. */
    readonly config: string | undefined;
    readonly model: { readonly name: string; readonly version: undefined };
    /** `s3://BUCKET/PREFIX` */
    readonly data: string;
  },
  shell: Shell,
) => Promise<TrainingStage>;
