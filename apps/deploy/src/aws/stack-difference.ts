import { Writable } from 'node:stream';

import { formatDifferences, fullDiff } from '@aws-cdk/cloudformation-diff';
import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';

import type { Template } from '../synth.ts';
import { awsFailure } from './aws-failure.ts';
import { openings } from './openings.ts';
import { impossibleReplacements } from './replacements.ts';

/** What a deployment would change. */
export interface StackDifference {
  /** Of resources and outputs. */
  readonly changes: number;
  /** For a person: each change, those of permissions in tables. */
  readonly text: string;
  /** Whether permissions change: roles, policies, who may invoke the function. */
  readonly changesIam: boolean;
  /** What anybody could do afterwards and could not before. Sentences. */
  readonly openings: readonly string[];
  /** What CloudFormation would refuse halfway. Sentences. */
  readonly impossible: readonly string[];
}

/** A template that has nothing in it: what is there before the first deployment. */
const NOTHING: Template = { Resources: {}, Outputs: {} };

/** @param before undefined if nothing is deployed */
export function stackDifference(before: Template | undefined, after: Template): StackDifference {
  // It annotates what it is given.
  const diff = fullDiff(structuredClone(before ?? NOTHING), structuredClone(after));
  return {
    changes: diff.differenceCount,
    text: written((stream) => formatDifferences(stream, diff)),
    changesIam: diff.iamChanges.hasChanges,
    openings: openings(before, after),
    impossible: impossibleReplacements(diff),
  };
}

/**
 * The template of a deployed stack.
 *
 * @throws {DeploymentError}
 */
export async function deployedTemplate(
  cloudFormation: CloudFormationClient,
  stackName: string,
): Promise<Template> {
  try {
    const { TemplateBody } = await cloudFormation.send(
      new GetTemplateCommand({ StackName: stackName, TemplateStage: 'Original' }),
    );
    return JSON.parse(TemplateBody ?? '{}') as Template;
  } catch (error) {
    throw awsFailure(error, `read the template of the stack ${stackName}`);
  }
}

function written(write: (stream: Writable) => void): string {
  let text = '';
  write(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        text += chunk.toString();
        done();
      },
    }),
  );
  return text.trimEnd();
}
