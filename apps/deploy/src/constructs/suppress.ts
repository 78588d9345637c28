import { Validations } from 'aws-cdk-lib';
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

/** Lets a construct, and what is in it, break rules. */
export function suppress(construct: IConstruct, ...suppressions: readonly Suppression[]): void {
  Validations.of(construct).acknowledge(
    ...suppressions.map(({ rule, reason }) => ({ id: rule, reason })),
  );
}
