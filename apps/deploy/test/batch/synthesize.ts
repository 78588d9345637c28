import type { Template } from '../../src/synth.ts';
import { synthesizeStage } from '../fixture.ts';

export interface SynthesizedBatch {
  readonly template: Template;
  /** Of the state machine, with ARNs of functions by their names and `work` for the bucket of temporary data. */
  readonly definition: string;
  /** Of the one that trains, likewise. */
  readonly training: string;
}

export const BATCH = { input: 's3://inputs/new', output: 's3://outputs/scored/' } as const;

export async function synthesizeBatch(): Promise<SynthesizedBatch> {
  const { batch } = await synthesizeStage({ batch: { ...BATCH, trainingMemoryMb: 3_008 } });
  const { template } = batch!;
  const machines = Object.values(template.Resources).filter(
    ({ Type }) => Type === 'AWS::StepFunctions::StateMachine',
  );
  const definitionOf = (isTraining: boolean) => {
    const { Properties } = machines.find(
      ({ Properties }) =>
        asText(Properties!['StateMachineName']).endsWith('-training') === isTraining,
    )!;
    return asText(Properties!['DefinitionString'])
      .replaceAll(
        /\b(Plan|Score|Close|Train)[0-9A-F]{8}\.Arn/g,
        'arn:aws:lambda:eu-west-1:123456789012:function:$1',
      )
      .replaceAll(/Work\w+/g, 'work');
  };
  return { template, definition: definitionOf(false), training: definitionOf(true) };
}

/** A text of a template, with what only CloudFormation knows as its name. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  const part = value as {
    readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
    readonly 'Fn::GetAtt'?: readonly string[];
    readonly Ref?: string;
  };
  const joined = part['Fn::Join'];
  if (joined !== undefined) return joined[1].map(asText).join(joined[0]);
  return part['Fn::GetAtt']?.join('.') ?? (part.Ref === 'AWS::Partition' ? 'aws' : part.Ref!);
}
