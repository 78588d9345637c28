import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A rule that is broken on purpose. */
export interface SuppressedRule {
  /** With its pack, such as `AwsSolutions-IAM5[Resource::*]`. */
  readonly rule: string;
  /** The construct's path. */
  readonly place: string;
  readonly reason: string;
}

/** All suppressions below a construct, in the order of the tree. */
export function suppressedRules(root: IConstruct): SuppressedRule[] {
  return root.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) =>
        Object.entries(data as Readonly<Record<string, string>>).map(([id, reason]) => ({
          rule: id.replace(/^annotation::/i, ''), // CDK's name for a rule without a namespace
          place: node.path,
          reason,
        })),
      ),
  );
}
