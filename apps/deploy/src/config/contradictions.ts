/** Options that are right alone and cannot be deployed, or reached, together. */
import { addressOf, parseLocation } from '@lambda-forest/s3/location';
import type { z } from 'zod';

import type { BatchConfig } from './batch-schema.ts';
import { partitionOf, regionMistake } from './regions.ts';
import type { StageConfig } from './stage-schema.ts';

interface Mistake {
  readonly path: readonly (string | number)[];
  /** Completes "found ...". */
  readonly message: string;
}

type Tags = StageConfig['tags'];

/** For zod's `superRefine`: reports each mistake at its place. */
export function reporting<Value>(
  mistakesIn: (value: Value) => readonly (Mistake | false)[],
): (value: Value, context: z.RefinementCtx) => void {
  return (value, context) => {
    for (const mistake of mistakesIn(value)) {
      if (mistake !== false) {
        context.addIssue({ code: 'custom', path: [...mistake.path], message: mistake.message });
      }
    }
  };
}

export function stageMistakes(stage: StageConfig): (Mistake | false)[] {
  const { provisionedConcurrency: warm, reservedConcurrency: reserved, alarms } = stage;
  const timeoutMs = stage.timeoutSeconds * 1000;
  return [
    warm !== undefined &&
      warm.max < warm.min && {
        path: ['provisionedConcurrency', 'max'],
        message: `expected at least "min", ${warm.min}`,
      },
    warm !== undefined &&
      reserved !== null &&
      warm.max > reserved && {
        path: ['provisionedConcurrency', 'max'],
        message: `expected at most reservedConcurrency, ${reserved}`,
      },
    alarms.p99DurationMs > timeoutMs && {
      path: ['alarms', 'p99DurationMs'],
      message: `expected at most timeoutSeconds, ${timeoutMs} ms`,
    },
    // A line for each request is at the level INFO.
    stage.logFeatures &&
      ['WARN', 'ERROR'].includes(stage.logLevel) && {
        path: ['logFeatures'],
        message: `expected false, as logLevel is "${stage.logLevel}", or the logLevel "INFO"`,
      },
    !alarms.enabled &&
      alarms.emails.length > 0 && {
        path: ['alarms', 'emails'],
        message: 'expected none, as alarms.enabled is false',
      },
    ...(stage.domain === undefined ? [] : domainMistakes(stage, stage.domain)),
    stage.batch !== undefined &&
      overlap(stage.batch) && {
        path: ['batch', 'output'],
        message: 'expected a place outside of "input", and "input" outside of it',
      },
    ...keyMistakes(stage),
  ];
}

/** Else the answers of one run would be rows of the next. */
function overlap({ input, output }: BatchConfig): boolean {
  const [a, b] = [input, output].map((address) => addressOf(parseLocation(address)));
  return a!.startsWith(b!) || b!.startsWith(a!);
}

function keyMistakes({ region, batch }: StageConfig): (Mistake | false)[] {
  if (batch === undefined) return [];
  const partition = partitionOf(region);
  const { inputKeyArns, outputKeyArn } = batch;
  const [input, output] = [batch.input, batch.output].map((address) => parseLocation(address));
  const all = [
    ...inputKeyArns.map((arn, i) => ({ arn, bucket: input!.bucket, path: ['inputKeyArns', i] })),
    ...(outputKeyArn === undefined
      ? []
      : [{ arn: outputKeyArn, bucket: output!.bucket, path: ['outputKeyArn'] }]),
  ];
  return all.map(({ arn, bucket, path }) => {
    const [, own, , keyRegion = ''] = arn.split(':');
    const first = all.find((key) => key.bucket === bucket)!;
    const bucketRegion = first.arn.split(':')[3];
    const message =
      own !== partition
        ? `expected a key of the stage's partition, "arn:${partition}:kms:..."`
        : (regionMistake(keyRegion) ??
          (keyRegion === bucketRegion
            ? undefined
            : `expected a key of ${bucketRegion}, as the other one of the bucket ${bucket}: S3 takes keys of a bucket's own region`));
    return message !== undefined && { path: ['batch', ...path], message };
  });
}

function domainMistakes(
  { region, account }: StageConfig,
  { name, certificateArn, hostedZoneId, hostedZoneName: zone }: NonNullable<StageConfig['domain']>,
): (Mistake | false)[] {
  const [, partition, , certificateRegion, owner] = certificateArn.split(':');
  const at = (option: string, message: string) => ({ path: ['domain', option], message });
  return [
    (hostedZoneId === undefined) !== (zone === undefined) &&
      at('hostedZoneName', 'expected it together with "hostedZoneId", or neither'),
    zone !== undefined &&
      name !== zone &&
      !name.endsWith(`.${zone}`) &&
      at('name', `expected a name in the zone ${zone}, such as "predict.${zone}"`),
    (certificateRegion !== region || partition !== partitionOf(region)) &&
      at(
        'certificateArn',
        `expected a certificate of the stage's region, "arn:${partitionOf(region)}:acm:${region}:..."`,
      ),
    account !== undefined &&
      owner !== account &&
      at('certificateArn', `expected a certificate of the stage's account, ${account}`),
  ];
}

/** @param config the stages by name, and the tags of all */
export function configMistakes({
  tags,
  stages,
}: Readonly<{
  tags: Tags;
  stages: Readonly<Record<string, StageConfig>>;
}>): (Mistake | false)[] {
  const all = Object.entries(stages);
  return [
    ...tagMistakes(['tags'], tags),
    ...all.flatMap(([stage, own]) => tagMistakes(['stages', stage, 'tags'], own.tags, tags)),
    ...all.map(([stage, { domain }], i) => {
      const other = all.slice(0, i).find(([, { domain: taken }]) => taken?.name === domain?.name);
      return (
        domain !== undefined &&
        other !== undefined && {
          path: ['stages', stage, 'domain', 'name'],
          message: `expected a domain of its own, as the stage ${other[0]} has this one`,
        }
      );
    }),
  ];
}

/** IAM takes tags that differ only by case as the same one given twice. */
function tagMistakes(path: readonly string[], own: Tags, shared: Tags = {}): Mistake[] {
  const seen = new Map(Object.keys(shared).map((tag) => [tag.toLowerCase(), tag]));
  return Object.keys(own).flatMap((tag) => {
    const other = seen.get(tag.toLowerCase()) ?? tag;
    seen.set(tag.toLowerCase(), tag);
    return other === tag
      ? []
      : [{ path: [...path, tag], message: `expected the spelling of the other tag, "${other}"` }];
  });
}
