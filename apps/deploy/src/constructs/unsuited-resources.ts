import { Arn, ArnFormat, Token } from 'aws-cdk-lib';
import type { IResource } from 'aws-cdk-lib';

import type { ExistingResources } from './existing-resources.ts';

/** Where the stack is, as far as that is known. */
export interface StackPlace {
  readonly region: string | undefined;
  readonly account: string | undefined;
}

/**
 * Resources that the service cannot have, as AWS would say while it deploys: a function and its alarms take keys, log
 * groups, topics and networks of their own region, log groups and networks of their own account, and a role takes its
 * boundary from its account or from AWS. What is not known before the deployment is not compared.
 */
export function unsuitedResources(given: ExistingResources, place: StackPlace): string[] {
  const { vpc, vpcSubnets, securityGroups, permissionsBoundary } = given;
  const { encryptionKey, alarmTopic, logGroup, accessLogGroup } = given;
  const account = permissionsBoundary && accountOf(permissionsBoundary.managedPolicyArn);
  const isForeign = account !== 'aws' && differs(account, place.account);
  const withoutNetwork = Object.entries({ vpcSubnets, securityGroups }).find(
    ([, value]) => value !== undefined,
  );
  return [
    ...elsewhere('region', { encryptionKey, alarmTopic, logGroup, accessLogGroup, vpc }, place),
    ...elsewhere('account', { logGroup, accessLogGroup, vpc }, place),
    ...(isForeign
      ? [`found permissionsBoundary of the account ${account}, expected one of ${place.account}`]
      : []),
    ...(vpc === undefined && withoutNetwork !== undefined
      ? [`found ${withoutNetwork[0]}, expected vpc beside it`]
      : []),
  ];
}

function elsewhere(
  what: 'region' | 'account',
  resources: Readonly<Record<string, IResource | undefined>>,
  place: StackPlace,
): string[] {
  return Object.entries(resources).flatMap(([name, resource]) =>
    differs(resource?.env[what], place[what])
      ? [`found ${name} of the ${what} ${resource!.env[what]}, expected one of ${place[what]}`]
      : [],
  );
}

function accountOf(arn: string): string | undefined {
  if (Token.isUnresolved(arn)) return undefined;
  return Arn.split(arn, ArnFormat.SLASH_RESOURCE_NAME).account;
}

/** Whether both are known, and are not the same. */
export function differs(given: string | undefined, own: string | undefined): boolean {
  if (given === undefined || own === undefined) return false;
  return !Token.isUnresolved(given) && !Token.isUnresolved(own) && given !== own;
}
