import type { Shell } from '@lambda-forest/cli';
import type { ScoringStage } from '@lambda-forest/scale';

/** apps/deploy has it. */
export type LoadScoringStage = (
  options: {
    readonly stage: string;
    /** Default: the workspace's. */
    readonly config: string | undefined;
    readonly model: { readonly name: string; readonly version: undefined };
    readonly input: string;
    readonly output: string | undefined;
  },
  shell: Shell,
) => Promise<ScoringStage>;
