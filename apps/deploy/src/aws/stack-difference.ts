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
  /** For people: each change, those of permissions in tables. */
  readonly text: string;
  /** Whether permissions change: roles, policies, who may invoke the function. */
  readonly changesIam: boolean;
  /** What anybody could do afterwards but not before. Sentences. */
  readonly openings: readonly string[];
  /** Changes that CloudFormation would refuse halfway. Sentences. */
  readonly impossible: readonly string[];
}

/** An empty template: the state before the first deployment. */
const NOTHING: Template = { Resources: {}, Outputs: {} };

/**
 * @param before undefined if nothing is deployed
 * @param columns the width of the text's tables; undefined for no limit
 */
export function stackDifference(
  before: Template | undefined,
  after: Template,
  columns?: number,
): StackDifference {
  const diff = fullDiff(withoutBootstrapCheck(before ?? NOTHING), withoutBootstrapCheck(after));
  return {
    changes: diff.differenceCount,
    text: written((stream) => formatDifferences(stream, diff), columns),
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

/**
 * A copy that may be annotated, without the parts that the CDK adds to every template to check its bootstrap stack: they
 * are not deployed.
 */
function withoutBootstrapCheck(template: Template): Record<string, unknown> {
  const { Parameters, Rules, ...rest } = structuredClone(template) as Template &
    Readonly<Record<'Parameters' | 'Rules', Readonly<Record<string, unknown>> | undefined>>;
  const { BootstrapVersion: _parameter, ...parameters } = Parameters ?? {};
  const { CheckBootstrapVersion: _rule, ...rules } = Rules ?? {};
  return {
    ...rest,
    Parameters: parameters,
    ...(Object.keys(rules).length > 0 && { Rules: rules }),
  };
}

function written(write: (stream: Writable) => void, columns: number | undefined): string {
  let text = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  write(Object.assign(stream, { columns })); // as on a terminal
  return text.trimEnd();
}
