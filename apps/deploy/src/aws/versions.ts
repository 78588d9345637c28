import { GetAliasCommand, paginateListVersionsByFunction } from '@aws-sdk/client-lambda';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { VariableName } from '@lambda-forest/api';

import { DeploymentError } from '../errors.ts';
import { awsFailure } from './aws-failure.ts';
import { readRolledBack } from './rolled-back.ts';

/** The variable by which a version knows its model. */
const MODEL_SHA256: VariableName = 'MODEL_SHA256';

/** One published version of the function, which is immutable. */
export interface FunctionVersion {
  /** From 1 on, never used again. */
  readonly version: number;
  /** When it was published, as AWS writes it: ISO 8601. */
  readonly published: string;
  /** SHA-256 of the code package, base64. */
  readonly codeSha256: string;
  /** SHA-256 of the model file, 64 hexadecimal digits; undefined if the function does not record it. */
  readonly modelSha256: string | undefined;
}

/** The alias that requests go to, and its version. */
export interface Alias {
  readonly name: string;
  readonly version: number;
  /** Changes with every update of the alias: shows whether somebody else changed it meanwhile. */
  readonly revision: string | undefined;
  /** Versions that get a share of the requests while a canary runs, with that share, 0 to 1. */
  readonly canary: ReadonlyMap<number, number>;
  /** Versions that the alias was rolled back from. */
  readonly rolledBack: ReadonlySet<number>;
}

/**
 * The published versions, from old to new.
 *
 * @throws {DeploymentError}
 */
export async function listVersions(
  lambda: LambdaClient,
  functionName: string,
): Promise<FunctionVersion[]> {
  const versions: FunctionVersion[] = [];
  try {
    const pages = paginateListVersionsByFunction(
      { client: lambda },
      { FunctionName: functionName },
    );
    for await (const { Versions } of pages) {
      for (const found of Versions ?? []) {
        const version = Number(found.Version);
        if (!Number.isInteger(version)) continue; // $LATEST
        versions.push({
          version,
          published: found.LastModified ?? '',
          codeSha256: found.CodeSha256 ?? '',
          modelSha256: found.Environment?.Variables?.[MODEL_SHA256],
        });
      }
    }
  } catch (error) {
    throw awsFailure(error, `list the versions of the function ${functionName}`);
  }
  return versions.sort((a, b) => a.version - b.version);
}

/**
 * Reads an alias.
 *
 * @throws {DeploymentError}
 */
export async function readAlias(
  lambda: LambdaClient,
  functionName: string,
  name: string,
): Promise<Alias> {
  try {
    const found = await lambda.send(
      new GetAliasCommand({ FunctionName: functionName, Name: name }),
    );
    const version = Number(found.FunctionVersion);
    if (!Number.isInteger(version)) {
      throw new DeploymentError(
        `Found the alias ${name} at ${found.FunctionVersion ?? 'nothing'}, expected a published version.`,
        'Deploy the stage again.',
      );
    }
    const weights = Object.entries(found.RoutingConfig?.AdditionalVersionWeights ?? {});
    return {
      name,
      version,
      revision: found.RevisionId,
      canary: new Map(weights.map(([other, share]) => [Number(other), share])),
      rolledBack: readRolledBack(found.Description),
    };
  } catch (error) {
    throw awsFailure(error, `read the alias ${name} of the function ${functionName}`);
  }
}
