import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A rule that does not hold at a place, on purpose. */
export interface Suppression {
  /** The rule with its pack, such as `AwsSolutions-IAM5[Resource::*]`. */
  readonly rule: string;
  /** Why it may be broken here: a sentence for the reviewer. */
  readonly reason: string;
}

/** A text as cdk-nag writes it: what only CloudFormation will know is named, `<AWS::AccountId>`. */
export function readable(text: string): string {
  return text.replace(/\$\{Token\[AWS\.(\w+)\.\d+\]\}/g, '<AWS::$1>');
}

/** An ARN as cdk-nag writes it: what is named in the template only is in angles, `<Bucket83908E77>/*`. */
export function readableArn(scope: IConstruct, arn: string): string {
  return flattened(Stack.of(scope).resolve(arn));
}

function flattened(part: unknown): string {
  if (typeof part === 'string') return part;
  const { 'Fn::Join': joined, 'Fn::GetAtt': attribute, Ref: name } = part as CfnReference;
  if (joined !== undefined) return joined[1].map(flattened).join(joined[0]);
  return attribute === undefined ? `<${name}>` : `<${attribute.join('.')}>`;
}

interface CfnReference {
  readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
  readonly 'Fn::GetAtt'?: readonly [string, string];
  readonly Ref?: string;
}

/** Lets a construct, and what is in it, break rules. */
export function suppress(construct: IConstruct, ...suppressions: readonly Suppression[]): void {
  Validations.of(construct).acknowledge(
    ...suppressions.map(({ rule, reason }) => ({ id: rule, reason })),
  );
}
