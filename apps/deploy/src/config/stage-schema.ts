/** The configuration of one stage: every option with its meaning, its bounds and its default. */
import { GATEWAY_TIMEOUT_MS, VARIABLES } from '@lambda-forest/api';
import { z } from 'zod';

import { batchSchema } from './batch-schema.ts';
import { distinct, faultless, matching, oneOf, quantity, whole, yesOrNo } from './fields.ts';
import { domainMistake, emailMistake, httpsMistake, originMistake } from './addresses.ts';
import { regionMistake } from './regions.ts';

/** The retention periods of CloudWatch Logs, in days. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
] as const;

const domainName = () => faultless(domainMistake);
const word = () => matching(/^\S+$/, 'a text without blanks');
/** As OAuth has them (RFC 6749, 3.3), of the length that API Gateway takes. */
const scope = () =>
  matching(/^[!#-[\]-~]{1,64}$/, '1 to 64 ASCII characters without blanks, quotes and backslashes');

/** Who may call the API. The default is not open. */
const auth = z.discriminatedUnion(
  'type',
  [
    /** Requests signed by AWS credentials that are allowed `execute-api:Invoke`. The default. */
    z.strictObject({ type: z.literal('iam') }),
    /** Bearer tokens of an OpenID Connect issuer, checked by API Gateway. */
    z.strictObject({
      type: z.literal('jwt'),
      /** The issuer's address on the internet, as in the tokens' `iss`. */
      issuer: faultless(httpsMistake),
      /** Accepted `aud` (or `client_id`), 1 to 50. */
      audience: distinct(word(), 50).min(1, { error: 'expected at least one audience' }),
      /** At most 10; a token needs one of them. Default: none. */
      scopes: distinct(scope(), 10).default([]),
    }),
    /** Anybody, without a key. Every deployment prints a warning. */
    z.strictObject({ type: z.literal('none') }),
  ],
  { error: 'expected { type: "iam" }, { type: "jwt", issuer, audience } or { type: "none" }' },
);

/** How the alias moves to a new version. */
const rollout = z.discriminatedUnion(
  'type',
  [
    /** `percent` of the requests (1 to 99, default 10) for `minutes` (1 to 2,880, default 5), then all. */
    z.strictObject({
      type: z.literal('canary'),
      percent: whole(1, 99).default(10),
      minutes: whole(1, 2880).default(5),
    }),
    z.strictObject({ type: z.literal('all-at-once') }),
  ],
  { error: 'expected { type: "canary", percent, minutes } or { type: "all-at-once" }' },
);

const throttle = z.strictObject({
  /** Sustained requests per second of all routes together: 1 to 10,000. */
  ratePerSecond: whole(1, 10_000).default(50),
  /** The burst of requests beyond which API Gateway answers 429: 1 to 5,000. */
  burst: whole(1, 5000).default(100),
});

const cors = z.strictObject({
  /** Origins whose pages may call the API, such as `https://example.com`; `*` for all. Default: none. */
  allowOrigins: distinct(faultless(originMistake), 100).default([]),
  /** How long a browser may cache the preflight answer: 0 to 86,400 seconds, default 3,600. */
  maxAgeSeconds: whole(0, 86_400).default(3600),
});

/** The thresholds of the alarms. All look at one minute; during a canary, each of them triggers a rollback. */
const alarms = z.strictObject({
  /** Whether there are any; without them nothing rolls a new version back. Default: true. */
  enabled: yesOrNo().default(true),
  /** Failed invocations, or answers with a status from 500 on: 1 to 100,000, default 1. */
  errors: whole(1, 100_000).default(1),
  /** Milliseconds that the slowest hundredth of the invocations may take: 1 to 30,000, default 1,000. */
  p99DurationMs: whole(1, GATEWAY_TIMEOUT_MS).default(1000),
  /** Invocations that Lambda throttled: 1 to 100,000, default 1. */
  throttles: whole(1, 100_000).default(1),
  /** Percentage of requested predictions whose input is invalid: 0.1 to 100, default 25. */
  validationErrorPercent: quantity(0.1, 100).default(25),
  /** The fewest requested predictions per minute for that percentage: 1 to 100,000, default 20. */
  validationErrorMinimumRequests: whole(1, 100_000).default(20),
  /** Consecutive minutes beyond a threshold: 1 to 60, default 1. */
  minutes: whole(1, 60).default(1),
  /** At most 100 recipients of e-mails; each has to confirm once. Default: none, only the topic. */
  emails: distinct(faultless(emailMistake), 100, (text) => text.toLowerCase()).default([]),
});

/** Warm instances of the function (provisioned concurrency). They cost money by the hour. */
const provisionedConcurrency = z.strictObject({
  /** 1 to 1,000. */
  min: whole(1, 1000),
  /** 1 to 1,000, at least `min`. If `max` is above `min`, the number follows the load. */
  max: whole(1, 1000),
  /** Target utilization of the warm instances: 0.1 to 0.9, default 0.7. */
  targetUtilization: quantity(0.1, 0.9).default(0.7),
});

/** A custom domain for the API. The execute-api address is then switched off. */
const domain = z.strictObject({
  /** Such as `predict.example.com`. */
  name: domainName(),
  /** Of an ACM certificate for it, in the same region and account. */
  certificateArn: matching(
    /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/,
    'the ARN of an ACM certificate, such as "arn:aws:acm:eu-west-1:123456789012:certificate/..."',
  ),
  /** ID of the Route 53 zone that gets the records. Default: none, you create the record yourself. */
  hostedZoneId: matching(
    /^Z[A-Z0-9]{1,31}$/,
    'the ID of a hosted zone, such as "Z0123456789ABCDEFGHIJ"',
  ).optional(),
  /** The zone's name, such as `example.com`, which `name` ends with; needed with `hostedZoneId`. */
  hostedZoneName: domainName().optional(),
});

const within = ({ least, most }: { readonly least: number; readonly most: number }) =>
  whole(least, most);

/** Bounds of the requests, each within those that the service takes. Default: the service's own. */
const limits = z.strictObject({
  /** Of one prediction. */
  maxBodyBytes: within(VARIABLES.MAX_BODY_BYTES).optional(),
  /** Of a batch or a tensor request. */
  maxBatchBodyBytes: within(VARIABLES.MAX_BATCH_BODY_BYTES).optional(),
  /** Of a batch or a tensor request. */
  maxBatchRows: within(VARIABLES.MAX_BATCH_ROWS).optional(),
});

/**
 * Each with a value: CloudFormation takes no empty one. At most 25, so that the tags of all stages and of one stage together stay within AWS's limit of 50.
 */
export const tagsSchema = z
  .record(
    matching(
      /^(?!aws:| )[\w .:/=+@-]{1,128}(?<! )$/i,
      '1 to 128 ASCII letters, digits, blanks inside and _.:/=+-@, not "aws:" first',
    ),
    matching(
      /^(?!aws:| )[\w .:/=+@-]{1,256}(?<! )$/i,
      '1 to 256 ASCII letters, digits, blanks inside and _.:/=+-@, not "aws:" first',
    ),
  )
  .refine((tags) => Object.keys(tags).length <= 25, { error: 'expected at most 25 tags' })
  .default({});

export const stageSchema = z
  .strictObject({
    /** Such as `eu-west-1`. */
    region: faultless(regionMistake),
    /** Twelve digits. If given, a deployment with credentials of another account is refused. Default: any. */
    account: matching(/^\d{12}$/, 'an account ID of 12 digits').optional(),
    /** MB of memory; processor time is proportional to it (1,769 MB is one core): 128 to 10,240. */
    memoryMb: whole(128, 10_240).default(512),
    /** Seconds after which Lambda ends an invocation: 1 to 28, because the API waits one more, and the CDK takes 29. */
    timeoutSeconds: whole(1, 28).default(10),
    /**
     * Most concurrent invocations: 1 to 1,000, or null for the unreserved concurrency of the account. Lambda keeps 100
     * (10 in new accounts) for functions without a reservation and refuses to reserve those.
     */
    reservedConcurrency: whole(1, 1000).nullable().default(null),
    /** Default: none, so that an idle service costs nothing. */
    provisionedConcurrency: provisionedConcurrency.optional(),
    /**
     * `zip`, or `image` for packages above Lambda's 250 MiB unpacked; building an image needs Docker. A deployed
     * stage keeps its kind: it must be removed before it can have the other.
     */
    packaging: oneOf(['zip', 'image']).default('zip'),
    auth: auth.default({ type: 'iam' }),
    /** Whether GET and HEAD of `/health` and `/ready` answer without authentication, for monitors. */
    openHealth: yesOrNo().default(false),
    cors: cors.prefault({}),
    throttle: throttle.prefault({}),
    rollout: rollout.prefault({ type: 'canary' }),
    alarms: alarms.prefault({}),
    /** Whether Lambda sends traces to X-Ray. */
    tracing: yesOrNo().default(true),
    /** Whether the service writes metrics: one for each class and feature, and some more. */
    metrics: yesOrNo().default(true),
    /** Whether there is a dashboard in CloudWatch. */
    dashboard: yesOrNo().default(true),
    /** Whether the API writes a line for each request. */
    accessLogs: yesOrNo().default(true),
    /** Of the service's and the API's logs. */
    logRetentionDays: oneOf(RETENTION_DAYS).default(30),
    logLevel: oneOf(['DEBUG', 'INFO', 'WARN', 'ERROR']).default('INFO'),
    /** Whether the values of single predictions are logged, which takes `INFO` or `DEBUG`; they may be personal data. */
    logFeatures: yesOrNo().default(false),
    limits: limits.prefault({}),
    domain: domain.optional(),
    /** Default: none, files are scored on machines of your own. */
    batch: batchSchema.optional(),
    /** What happens to logs when the stack is removed or a log group replaced: `retain` or `destroy`. */
    removal: oneOf(['retain', 'destroy']).default('retain'),
    /** Added to those of the whole configuration. */
    tags: tagsSchema,
    /**
     * For emulators of AWS only: leaves out what none of them supports (CodeDeploy, alarms, dashboard, autoscaling,
     * custom domain), which then remains untested.
     */
    emulator: yesOrNo().default(false),
  })
  .readonly();

/** One stage as users write it. */
export type StageInput = z.input<typeof stageSchema>;

/** One stage, complete: every default filled in. */
export type StageConfig = z.output<typeof stageSchema>;
